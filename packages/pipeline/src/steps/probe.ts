import type { Tool } from '@firefly/domain/catalog/tool';
import type { Json } from '@firefly/domain/json';
import { varyingPointers } from '@firefly/domain/observing/vary';
import { loadCatalog } from '../catalog.ts';
import type { Dependencies } from '../dependencies.ts';
import { type Answered, answeredOf, makeCaller } from '../effects.ts';
import { loadEvidence } from '../evidence.ts';
import type { Step } from './step.ts';

const toolOf = ({ recording }: Answered): string => `${recording.server}/${recording.tool}`;

/** The first successful call of each tool among the calls not yet covered by an earlier probe. */
function firstSuccesses(calls: readonly Answered[]): Answered[] {
  const first = new Map<string, Answered>();
  for (const call of calls)
    if (call.observation !== null && !first.has(toolOf(call))) first.set(toolOf(call), call);
  return [...first.values()];
}

/** A failed repeat makes everything about the tool's answer doubtful: the whole observation varies. */
const variesBy = (original: Json, repeats: readonly Answered[]): string[] =>
  repeats.some((repeat) => repeat.observation === null)
    ? ['']
    : varyingPointers(
        original,
        repeats.map((repeat) => repeat.observation as Json),
      );

/**
 * The determinism probe (rule 2.9): each tool's first successful call of the wave is made again
 * after the wave's other calls, and once more in a fresh process. One that was cut off, or put
 * off by a server's limit, goes on where it was.
 */
export const makeProbe =
  (deps: Pick<Dependencies, 'db' | 'serversOf'>): Step<'probe'> =>
  async ({ runId, wave }, { signal }) => {
    const { db } = deps;
    if (await db.probes.isDone(runId, wave)) return;
    const { byId, stateless } = await loadCatalog(db, runId);
    const before = wave === 0 ? [] : (await loadEvidence(db, runId, wave)).calls;
    const upTo = (await loadEvidence(db, runId, wave + 1)).calls;
    const first = firstSuccesses(upTo.slice(before.length));
    const servers = await deps.serversOf(runId);
    const owner = `probe/${wave}`;
    const done = await db.recordings.byOwner(runId, owner);
    const common = { recordings: db.recordings, servers, stateless };
    const repeats = new Map<Answered, Answered[]>(first.map((call) => [call, []]));
    for (const fresh of [false, true]) {
      const from = fresh ? first.length : 0;
      const earlier = done.slice(from, from + first.length).map((row) => row.recording);
      const caller = makeCaller(common, { runId, owner, earlier, from, fresh });
      try {
        for (const [at, call] of first.entries()) {
          const tool = byId.get(toolOf(call)) as Tool;
          const known = earlier[at];
          const repeat = known
            ? answeredOf(known)
            : await caller.call(tool, call.recording.arguments, signal);
          repeats.get(call)?.push(repeat);
        }
      } finally {
        await caller.close();
      }
    }
    // One program behind two servers has one fingerprint: what varies on either counts for both.
    const found = Map.groupBy([...repeats], ([call]) => call.recording.fingerprint);
    const rows = [...found].map(([fingerprint, probed]) => ({
      fingerprint,
      varying: [
        ...new Set(probed.flatMap(([call, again]) => variesBy(call.observation as Json, again))),
      ].sort(),
    }));
    await db.probes.save(runId, wave, rows);
    await db.probes.done(runId, wave);
  };
