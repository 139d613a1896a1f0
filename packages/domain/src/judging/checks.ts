import type { CheckResult, TaskDraft } from '../dataset/task.ts';
import { accounted } from './accounted.ts';
import { callsSucceeded } from './calls-succeeded.ts';
import type { Check } from './check.ts';
import { complete } from './complete.ts';
import type { JudgingContext } from './context.ts';
import { depends } from './depends.ts';
import { distinctive } from './distinctive.ts';
import { evaluated } from './evaluated.ts';
import { flowsHold } from './flows-hold.ts';
import { grammar } from './grammar.ts';
import { homonym } from './homonym.ts';
import { necessary } from './necessary.ts';
import { noContradiction } from './no-contradiction.ts';
import { noEcho } from './no-echo.ts';
import { noLeak } from './no-leak.ts';
import { noPosition } from './no-position.ts';
import { redacted } from './redacted.ts';
import { stable } from './stable.ts';
import { visible } from './visible.ts';
import { wellFormed } from './well-formed.ts';

/** Every check of `judge`, in the order of a verdict. The replay of 2.11 is made in `solve`. */
export const checks: readonly Check[] = [
  wellFormed,
  callsSucceeded,
  visible,
  evaluated,
  depends,
  noPosition,
  homonym,
  complete,
  flowsHold,
  distinctive,
  accounted,
  noLeak,
  noEcho,
  stable,
  redacted,
  necessary,
  noContradiction,
  grammar,
];

/** The names in the verdict of an accepted task, in their order. The replay is the last. */
export const checkNames: readonly string[] = [...checks.map((check) => check.checkName), 'replay'];

/** Runs every check on a draft, whatever the others say, so that a rejection names all its reasons. */
export async function judge(draft: TaskDraft, context: JudgingContext): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) results.push(await check(draft, context));
  return results;
}
