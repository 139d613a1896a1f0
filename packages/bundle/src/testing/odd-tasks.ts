import type { Task } from '@firefly/domain/dataset/task';
import type { JsonObject } from '@firefly/domain/json';
import { boatsDraft, toTask } from './sample-tasks.ts';

/** Arguments that differ as those of different tools do, with what loaders are known to change. */
const oddArguments: readonly JsonObject[] = [
  {},
  { path: '/workspace/data/a.json' },
  { path: '/workspace/data/b.json', head: 3 },
  { path: 7, names: 'Aurora', nothing: null },
  { threshold: 0.6, mean: 8.714285714285714, west: -115.7271, tiny: 1e-12, many: 1.8e19 },
  { names: ['Aurora', 'Baltija'], nested: { a: null, b: { c: [1, 'two', [true]] }, d: [] } },
  { when: '2026-03-14', number: '0042', digits: '12', json: '{"a":1}', flag: 'true', empty: '' },
  { 'ключ.ü': '🚲\u2028"\\/\n', 'a/b': { $ref: '#' } },
];

/** Tasks that call and answer with these. They are no good tasks, only rows: nothing verifies them. */
const tasksWith = (args: readonly JsonObject[]): Task[] =>
  args.map((one, index) =>
    toTask({
      ...boatsDraft,
      prompt: `${boatsDraft.prompt} (${index})`,
      answer: { ...boatsDraft.answer, ...one },
      calls: boatsDraft.calls.map((call) => ({ ...call, arguments: one })),
    }),
  );

export const oddTasks: readonly Task[] = tasksWith(oddArguments);

/** Tasks so much alike that a loader which guesses takes their texts for times. */
export const datedTasks: readonly Task[] = tasksWith([
  { opened: '2026-03-14' },
  { opened: '2026-09-27' },
]);
