import { parseSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';
import { z } from 'zod';
import { missesSummary, missesTold } from './misses.ts';
import { modelsSummary, modelsSummaryOf } from './models-summary.ts';
import type { ModelMeta } from './models-told.ts';
import { isInvalidOwner } from './owners.ts';
import { subDags, subDagYield } from './sub-dags.ts';
import { counted, tally } from './tally.ts';

/** What a run came to, by stage. Counts, and reasons for what was left out, the most frequent first. */
export const runSummary = z.object({
  servers: z.array(
    z.object({
      name: z.string(),
      kept: z.boolean(),
      reason: z.string().nullable(),
      /** What the operator should know of its part in mcp.json. */
      notes: z.array(z.string()).default([]),
      tools: z.int(),
      toolsKept: z.array(z.string()),
      toolsDropped: z.array(z.object({ tool: z.string(), reasons: z.array(z.string()) })),
    }),
  ),
  /** Different calls that sessions of a simulator missed: those made here, and why others were not. */
  misses: missesTold.extend({ logged: z.int() }).nullable().default(null),
  edges: z.object({ candidate: z.int(), executed: z.int() }),
  /** `invalid`: of those made, the ones that broke a schema on purpose; none of them counts as failed. */
  calls: z.object({ made: z.int(), failed: z.int(), invalid: z.int().default(0) }),
  explorations: z.object({ planned: z.int(), complete: z.int(), stuck: counted }),
  drafts: z.object({ written: z.int(), misfits: counted }),
  judged: z.object({ passed: z.int(), rejected: counted }),
  replayed: z.object({ passed: z.int(), failed: z.int() }),
  accepted: z.int(),
  /** Good tasks left out: the run had enough of them, or of their signature. */
  unwanted: z.int().default(0),
  signatures: z.int(),
  /** Why it explored no further before it had its tasks: a budget. */
  stopped: z.string().nullable().default(null),
  /** What each sub-DAG gave, and why not more; those without a good task first. */
  subDags: z.array(subDagYield).default([]),
  /** What models did and took; absent where none was asked. */
  models: modelsSummary.optional(),
  timings: z.array(z.object({ stage: z.string(), jobs: z.int(), ms: z.number() })),
  wallMs: z.number(),
});

export type RunSummary = z.output<typeof runSummary>;

const listing = z.object({ notes: z.array(z.string()).default([]) });

async function serversOf(db: Database, runId: string): Promise<RunSummary['servers']> {
  const tools = await db.tools.list(runId);
  return (await db.servers.list(runId)).map(({ name, status, reason, info }) => {
    const own = tools.filter((row) => row.tool.server === name);
    return {
      name,
      kept: status === 'listed',
      reason,
      notes: listing.parse(info ?? {}).notes,
      tools: own.length,
      toolsKept: own.filter((row) => row.qualification.kept).map((row) => row.tool.name),
      toolsDropped: own
        .filter((row) => !row.qualification.kept)
        .map((row) => ({ tool: row.tool.name, reasons: [...row.qualification.reasons] })),
    };
  });
}

const stop = z.object({ stop: z.string(), reason: z.string().optional() });

/** Reads the summary off the rows of a run, of whose models so much is `told`. */
export async function summarize(
  db: Database,
  runId: string,
  told: ModelMeta = {},
  now = new Date(),
): Promise<RunSummary> {
  const run = await db.runs.find(runId);
  const edges = await db.graph.edges(runId);
  const recordings = await db.recordings.byRun(runId);
  const earnest = recordings.filter((row) => !isInvalidOwner(row.owner));
  const waves = await db.waves.list(runId);
  const explorations = (
    await Promise.all(waves.map((wave) => db.explorations.list(runId, wave.number)))
  ).flat();
  const stops = explorations.flatMap((row) =>
    row.outcome === null ? [] : [stop.parse(row.outcome)],
  );
  const candidates = await db.candidates.list(runId);
  const failing = candidates.flatMap((c) => c.checks.find((check) => !check.passed) ?? []);
  const misfits = await db.misfits.list(runId);
  const replays = candidates.flatMap((c) =>
    c.replay === null ? [] : [c.replay as { passed: boolean }],
  );
  const accepted = candidates.filter((c) => c.status === 'accepted');
  const models = modelsSummaryOf(told, accepted);
  return {
    servers: await serversOf(db, runId),
    misses: run === null ? null : missesSummary(parseSpec(run.spec), await db.servers.list(runId)),
    edges: {
      candidate: edges.length,
      executed: edges.filter((e) => e.evidence.includes('executed')).length,
    },
    calls: {
      made: recordings.length,
      failed: earnest.filter((row) => row.recording.failure !== null).length,
      invalid: recordings.length - earnest.length,
    },
    explorations: {
      planned: explorations.length,
      complete: stops.filter((s) => s.stop === 'complete').length,
      stuck: tally(stops.flatMap((s) => (s.stop === 'stuck' ? [s.reason ?? 'no reason'] : []))),
    },
    drafts: {
      written: candidates.length,
      misfits: tally(misfits.map((m) => `${m.frame}: ${m.reason}`)),
    },
    judged: {
      passed: candidates.length - failing.length,
      rejected: tally(failing.map((check) => check.name)),
    },
    replayed: {
      passed: replays.filter((replay) => replay.passed).length,
      failed: replays.filter((replay) => !replay.passed).length,
    },
    accepted: accepted.length,
    unwanted: candidates.filter((c) => c.verdict?.checks.some((k) => k.name === 'wanted')).length,
    signatures: new Set(accepted.map((c) => c.draft.signature)).size,
    stopped: run?.stopping ?? null,
    subDags: subDags({ explorations, recordings, misfits, candidates }),
    ...(models !== undefined && { models }),
    timings: await db.timings.list(runId),
    wallMs: run === null ? 0 : now.getTime() - run.createdAt.getTime(),
  };
}
