import type { Candidate } from '@firefly/db/repositories/candidates';
import { depthOf } from '@firefly/domain/dataset/depth';
import { shapeOf } from '@firefly/domain/dataset/shape';
import type { CheckResult, TaskField, Verdict } from '@firefly/domain/dataset/task';
import { type DecisionRule, decide } from '@firefly/domain/judging/opinions/decide';
import { esteemOf } from '@firefly/domain/judging/opinions/esteem';
import type { Eligible } from '@firefly/domain/judging/select';
import { z } from 'zod';
import { passed } from './passed.ts';
import { measuredIn, type Solved, solvingChecks } from './rollouts.ts';

const replayed = z.object({ passed: z.boolean(), evidence: z.string() });

/** The replay of a candidate as the check that closes its verdict (rule 2.11). */
export function replayCheck({ replay }: Pick<Candidate, 'replay'>): CheckResult[] {
  if (replay === null) return [];
  const { passed, evidence } = replayed.parse(replay);
  return [{ name: 'replay', passed, evidence }];
}

/** What a solver has made of a candidate; null where none was asked. */
export const solvedIn = ({ rollouts }: Pick<Candidate, 'rollouts'>): Solved | null =>
  rollouts as unknown as Solved | null;

/** What the opinions about a candidate come to as a check; none where no model was asked. */
export function opinionCheck(
  { judges }: Pick<Candidate, 'judges'>,
  rule: DecisionRule,
): CheckResult[] {
  if (judges.length === 0) return [];
  const { accepted, sentence } = decide(judges, rule);
  return [{ name: 'judges', passed: accepted, evidence: sentence }];
}

type Judged = Pick<Candidate, 'checks' | 'replay' | 'judges' | 'rollouts'>;

/** A candidate that passed every check and judge, replayed and was solved: what a run may take. */
export const isGood = (candidate: Judged, rule: DecisionRule): boolean =>
  passed(candidate) &&
  [
    ...replayCheck(candidate),
    ...opinionCheck(candidate, rule),
    ...solvingChecks(solvedIn(candidate)),
  ].every((check) => check.passed);

/** A candidate's row with the verdict that closes it. */
export interface Closed extends Pick<Candidate, 'wave' | 'index' | 'ordinal'> {
  readonly verdict: Verdict;
}

/** What models said of a candidate, and what was made of it. */
const saidOf = ({ judges }: Candidate, rule: DecisionRule): Pick<Verdict, 'judges' | 'decision'> =>
  judges.length === 0
    ? { judges }
    : { judges, decision: { rule: { ...rule }, sentence: decide(judges, rule).sentence } };

/** Closes a candidate with its checks, its replay, what models made of it, and whatever was found since. */
export const closed = (
  candidate: Candidate,
  accepted: boolean,
  rule: DecisionRule,
  since: readonly CheckResult[] = [],
): Closed => {
  const { wave, index, ordinal } = candidate;
  const known = candidate.checks.filter((check) => since.every(({ name }) => name !== check.name));
  // An opinion is no check: only where it turns a task away is it named among the reasons.
  const opinions = opinionCheck(candidate, rule).filter((check) => !check.passed);
  const solving = solvingChecks(solvedIn(candidate));
  const checks = [...known, ...replayCheck(candidate), ...opinions, ...solving, ...since];
  return { wave, index, ordinal, verdict: { accepted, checks, ...saidOf(candidate, rule) } };
};

/** The expression calls a function: it computes, and does not only read. */
const computes = ({ expression }: Pick<TaskField, 'expression'>): boolean =>
  /\$[a-z]/i.test(expression);

/** A candidate as selection looks at it. */
export const eligible = ({
  taskId,
  draft,
  frame,
  judges,
  rollouts,
}: Pick<Candidate, 'taskId' | 'draft' | 'frame' | 'judges' | 'rollouts'>): Eligible => ({
  id: taskId,
  prompt: draft.prompt,
  signature: draft.signature,
  frame,
  servers: draft.servers,
  depth: depthOf(draft.flows),
  difficulty: measuredIn(solvedIn({ rollouts })) ?? draft.difficulty.level,
  shape: shapeOf(draft),
  esteem: esteemOf(judges),
  plain: draft.calls.length === 1 && !draft.fields.some(computes),
});
