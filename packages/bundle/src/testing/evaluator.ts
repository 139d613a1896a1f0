import { makeEvaluator } from '@firefly/expressions/evaluator';

/** The real evaluator for a test, closed when the test's scope ends. */
export function testEvaluator() {
  const evaluator = makeEvaluator({ timeoutMs: 5_000, maxOldGenerationMb: 128 });
  return Object.assign(evaluator, { [Symbol.asyncDispose]: () => evaluator.close() });
}
