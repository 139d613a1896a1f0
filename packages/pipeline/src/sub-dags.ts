import type { Candidate } from '@firefly/db/repositories/candidates';
import type { Exploration } from '@firefly/db/repositories/explorations';
import type { Misfit } from '@firefly/db/repositories/misfits';
import type { RecordingEvent } from '@firefly/db/repositories/recordings';
import type { ExplorationPlan } from '@firefly/domain/exploration/plan';
import { canonicalJson } from '@firefly/domain/identity';
import { z } from 'zod';
import { tally } from './tally.ts';
import { replayCheck } from './verdicts.ts';

/** What came of the explorations that began with one call and went through the same tools. */
export const subDagYield = z.object({
  /** Tool and arguments of the first call. */
  start: z.string(),
  /** Tools called, in the order of their first calls. */
  tools: z.array(z.string()),
  explorations: z.int(),
  /** Tasks the run took. */
  accepted: z.int(),
  /** Tasks that passed every check, taken or not. */
  good: z.int(),
  /** Why there were no more: stuck, a frame that did not fit, the first check that failed. */
  reasons: z.array(z.object({ what: z.string(), count: z.int() })),
});

export type SubDagYield = z.output<typeof subDagYield>;

/** The rows of a run that tell it. */
export interface SubDagRows {
  readonly explorations: readonly Exploration[];
  readonly recordings: readonly RecordingEvent[];
  readonly misfits: readonly Misfit[];
  readonly candidates: readonly Candidate[];
}

const LONGEST = 160;
const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;

/** A server writes its own words into reasons: of too many distinct ones the rarest are only counted. */
const MOST_REASONS = 20;
function tallied(reasons: readonly string[]): SubDagYield['reasons'] {
  const all = tally(reasons.map(shortened));
  const rest = all.slice(MOST_REASONS).reduce((sum, { count }) => sum + count, 0);
  const kept = all.slice(0, MOST_REASONS);
  return rest === 0 ? kept : [...kept, { what: 'other reasons', count: rest }];
}

const outcome = z.object({ stop: z.string(), reason: z.string().optional() });

/** Every sub-DAG that was explored, those without a task first. Trials of single edges are none. */
export function subDags({
  explorations,
  recordings,
  misfits,
  candidates,
}: SubDagRows): SubDagYield[] {
  const callsOf = Map.groupBy(recordings, ({ owner }) => owner);
  const at = ({ wave, index }: { readonly wave: number; readonly index: number }) =>
    `${wave}/${index}`;
  const misfitsAt = Map.groupBy(misfits, at);
  const candidatesAt = Map.groupBy(candidates, at);
  const told = explorations.flatMap((row) => {
    if ((row.plan as unknown as ExplorationPlan).kind === 'trial') return [];
    const calls = (callsOf.get(`explore/${at(row)}`) ?? []).map(({ recording }) => recording);
    const [first] = calls;
    if (first === undefined) return [];
    const own = candidatesAt.get(at(row)) ?? [];
    const stop = row.outcome === null ? undefined : outcome.parse(row.outcome);
    const failed = own.flatMap(
      (each) => [...each.checks, ...replayCheck(each)].find((check) => !check.passed) ?? [],
    );
    return {
      start: shortened(`${first.server}/${first.tool} ${canonicalJson(first.arguments)}`),
      tools: [...new Set(calls.map(({ server, tool }) => `${server}/${tool}`))],
      accepted: own.filter(({ status }) => status === 'accepted').length,
      good: own.length - failed.length,
      reasons: [
        ...(stop?.stop === 'stuck' ? [stop.reason ?? 'no reason'] : []),
        // Of one that got stuck the writer only repeats where.
        ...(stop?.stop === 'stuck' ? [] : (misfitsAt.get(at(row)) ?? [])).map(
          ({ frame, reason }) => `${frame}: ${reason}`,
        ),
        ...failed.map((check) => `${check.name}: ${check.evidence}`),
      ],
    };
  });
  const groups = Map.groupBy(told, ({ start, tools }) => canonicalJson([start, tools]));
  return [...groups.values()]
    .map((all) => ({
      start: all[0]?.start ?? '',
      tools: all[0]?.tools ?? [],
      explorations: all.length,
      accepted: all.reduce((sum, each) => sum + each.accepted, 0),
      good: all.reduce((sum, each) => sum + each.good, 0),
      reasons: tallied(all.flatMap(({ reasons }) => reasons)),
    }))
    .sort(
      (a, b) => a.good - b.good || b.explorations - a.explorations || (a.start < b.start ? -1 : 1),
    );
}
