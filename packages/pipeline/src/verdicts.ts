import type { Candidate } from '@firefly/db/repositories/candidates';
import { depthOf } from '@firefly/domain/dataset/depth';
import { shapeOf } from '@firefly/domain/dataset/shape';
import type { CheckResult, TaskField, Verdict } from '@firefly/domain/dataset/task';
import type { Eligible } from '@firefly/domain/judging/select';
import { z } from 'zod';
import { passed } from './passed.ts';

const replayed = z.object({ passed: z.boolean(), evidence: z.string() });

/** The replay of a candidate as the check that closes its verdict (rule 2.11). */
export function replayCheck({ replay }: Pick<Candidate, 'replay'>): CheckResult[] {
  if (replay === null) return [];
  const { passed, evidence } = replayed.parse(replay);
  return [{ name: 'replay', passed, evidence }];
}

/** A candidate that passed every check and replayed: what a run may take. */
export const isGood = (candidate: Pick<Candidate, 'checks' | 'replay'>): boolean =>
  passed(candidate) && replayCheck(candidate).every((check) => check.passed);

/** A candidate's row with the verdict that closes it. */
export interface Closed extends Pick<Candidate, 'wave' | 'index' | 'ordinal'> {
  readonly verdict: Verdict;
}

/** What models said of a candidate, and what was made of it. */
export type Said = Pick<Verdict, 'judges' | 'decision'>;

/** Closes a candidate with its checks, its replay, whatever was found since, and what models said. */
export const closed = (
  candidate: Candidate,
  accepted: boolean,
  since: readonly CheckResult[] = [],
  said: Said = { judges: [] },
): Closed => {
  const { wave, index, ordinal } = candidate;
  const known = candidate.checks.filter((check) => since.every(({ name }) => name !== check.name));
  const checks = [...known, ...replayCheck(candidate), ...since];
  return { wave, index, ordinal, verdict: { accepted, checks, ...said } };
};

/** The expression calls a function: it computes, and does not only read. */
const computes = ({ expression }: Pick<TaskField, 'expression'>): boolean =>
  /\$[a-z]/i.test(expression);

/** A candidate as selection looks at it. */
export const eligible = ({
  taskId,
  draft,
  frame,
}: Pick<Candidate, 'taskId' | 'draft' | 'frame'>): Eligible => ({
  id: taskId,
  prompt: draft.prompt,
  signature: draft.signature,
  frame,
  servers: draft.servers,
  depth: depthOf(draft.flows),
  difficulty: draft.difficulty.level,
  shape: shapeOf(draft),
  plain: draft.calls.length === 1 && !draft.fields.some(computes),
});
