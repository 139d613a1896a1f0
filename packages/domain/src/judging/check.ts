import type { CheckResult, TaskDraft } from '../dataset/task.ts';
import type { JudgingContext } from './context.ts';

/** What a check found: every problem, or, when there is none, the sentence that says what was seen. */
export interface Finding {
  readonly problems: readonly string[];
  readonly seen: string;
}

/** A deterministic test of a draft. Never rejects: what cannot be computed has failed. */
export interface Check {
  (draft: TaskDraft, context: JudgingContext): Promise<CheckResult>;
  readonly checkName: string;
}

/** Longest evidence in characters: it stands in every row of a bundle. */
const EVIDENCE = 600;

const bounded = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;

/** A value as evidence quotes it: JSON, cut, because it came from a server. */
export const show = (value: unknown): string => bounded(JSON.stringify(value) ?? 'nothing', 80);

/** Gives a search for problems its name and turns whatever it throws into a failed check. */
export function defineCheck(
  name: string,
  find: (draft: TaskDraft, context: JudgingContext) => Finding | Promise<Finding>,
): Check {
  const run = async (draft: TaskDraft, context: JudgingContext): Promise<CheckResult> => {
    try {
      const { problems, seen } = await find(draft, context);
      const passed = problems.length === 0;
      const evidence = passed ? seen : problems.join('; ');
      return { name, passed, evidence: bounded(evidence, EVIDENCE) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        name,
        passed: false,
        evidence: bounded(`could not be checked: ${reason}`, EVIDENCE),
      };
    }
  };
  return Object.assign(run, { checkName: name });
}
