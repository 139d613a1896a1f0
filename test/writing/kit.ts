import type { ModelReply } from '@firefly/contracts/model';
import type { ListedTool, Tool } from '@firefly/domain/catalog/tool';
import type { TaskCall } from '@firefly/domain/dataset/task';
import type { Json, JsonObject } from '@firefly/domain/json';
import type { JudgingContext } from '@firefly/domain/judging/context';
import { observe } from '@firefly/domain/observing/observe';
import { calling } from '@firefly/engines/anthropic/testing/replies';
import type { WritingInput } from '@firefly/engines/anthropic/writer/writing';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import { aCatalog } from '@firefly/testing/builders/parts';
import { afterAll } from 'vitest';
import recorded from './recorded.json' with { type: 'json' };

interface Recorded {
  readonly server: string;
  readonly tool: string;
  readonly arguments: JsonObject;
  readonly result: Json;
}

/** What real servers answered: museums of a file, two towns, the way between them, its price, a country. */
const {
  tools: listed,
  calls: made,
  others,
} = recorded as unknown as {
  readonly tools: readonly (ListedTool & { server: string; fingerprint: string })[];
  readonly calls: readonly Recorded[];
  readonly others: readonly Recorded[];
};

export const tools: readonly Tool[] = listed;
const catalog = aCatalog(...tools);
const fingerprintOf = ({ server, tool }: Recorded): string =>
  tools.find((each) => each.server === server && each.name === tool)?.fingerprint ?? '';

export const calls: readonly TaskCall[] = made.map((call, at) => ({
  ...call,
  id: `c${at + 1}`,
  fingerprint: fingerprintOf(call),
  observation: observe(call.result),
  state_key: null,
  duration_ms: 5,
}));

/** A writer over the recorded exploration, with the real evaluator and every check; closed after the file's tests. */
export function writing(): {
  readonly context: JudgingContext;
  input(changes?: Partial<WritingInput>): WritingInput;
} {
  const evaluate = makeEvaluator({ timeoutMs: 5_000, maxOldGenerationMb: 128 });
  afterAll(() => evaluate.close());
  const known = [...made, ...others].map((each) => ({
    fingerprint: fingerprintOf(each),
    arguments: each.arguments,
    observation: observe(each.result),
  }));
  const context: JudgingContext = {
    tools: catalog,
    evaluate,
    varying: () => [],
    recordings: (fingerprint) => known.filter((each) => each.fingerprint === fingerprint),
    conflicts: () => [],
  };
  return {
    context,
    input: (changes) => ({
      calls,
      context,
      seed: 7,
      count: 2,
      language: 'English',
      offered: [],
      ...changes,
    }),
  };
}

/** A reply that proposes tasks. */
export const proposing = (...tasks: readonly unknown[]): ModelReply =>
  calling('propose_tasks', { tasks });
