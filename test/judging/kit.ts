import type { TaskDraft } from '@firefly/domain/dataset/task';
import type { Check } from '@firefly/domain/judging/check';
import type { JudgingContext } from '@firefly/domain/judging/context';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import { aCatalog } from '@firefly/testing/builders/parts';
import { findPerson, otherPeople, readShops } from '@firefly/testing/builders/task';
import { afterAll } from 'vitest';

/** What the judge knows about the tools of `aTaskDraft`, with the real evaluator; closed after the file's tests. */
export function judging(): {
  context(changes?: Partial<JudgingContext>): JudgingContext;
  /** The evidence of a check that passed; throws with its evidence when it failed. */
  passes(check: Check, draft: TaskDraft, changes?: Partial<JudgingContext>): Promise<string>;
  /** The evidence of a check that failed; throws when it passed. */
  fails(check: Check, draft: TaskDraft, changes?: Partial<JudgingContext>): Promise<string>;
} {
  const evaluate = makeEvaluator({ timeoutMs: 5_000, maxOldGenerationMb: 128 });
  afterAll(() => evaluate.close());
  const context = (changes: Partial<JudgingContext> = {}): JudgingContext => ({
    tools: aCatalog(readShops, findPerson),
    evaluate,
    varying: () => [],
    recordings: (fingerprint) => (fingerprint === findPerson.fingerprint ? otherPeople : []),
    conflicts: () => [],
    ...changes,
  });
  const run = async (
    wanted: boolean,
    check: Check,
    draft: TaskDraft,
    changes?: Partial<JudgingContext>,
  ): Promise<string> => {
    const { name, passed, evidence } = await check(draft, context(changes));
    if (passed !== wanted) throw new Error(`${name} ${passed ? 'passed' : 'failed'}: ${evidence}`);
    return evidence;
  };
  return {
    context,
    passes: (check, draft, changes) => run(true, check, draft, changes),
    fails: (check, draft, changes) => run(false, check, draft, changes),
  };
}
