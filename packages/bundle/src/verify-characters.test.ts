import { join } from 'node:path';
import type { Task } from '@firefly/domain/dataset/task';
import { canonicalJson } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testEvaluator } from './testing/evaluator.ts';
import { rowsFor, sampleMeta, sampleTasks, tempFolder } from './testing/sample-bundle.ts';
import { toTask } from './testing/sample-tasks.ts';
import { verifyBundle } from './verify.ts';
import { writeBundle } from './writer.ts';

const aTask = fc.constantFrom(...sampleTasks);
// Not `fc.double`, which favours the ends: nearly every position would be the first character.
const aPosition = fc.nat(9_999).map((n) => n / 10_000);
const aCharacter = fc.constantFrom(...'abcz019.,-{}"🚲é ');

/** A text with one code point at a position between 0 and 1 replaced. */
function swap(text: string, position: number, character: string): string {
  const points = Array.from(text);
  points[Math.floor(position * points.length)] = character;
  return points.join('');
}

/** The same in the JSON text of an object; undefined where that leaves no other object. */
function swapIn(object: JsonObject, position: number, character: string): JsonObject | undefined {
  try {
    const value = JSON.parse(swap(JSON.stringify(object), position, character));
    return canonicalJson(value) === canonicalJson(object) ? undefined : value;
  } catch {
    return undefined;
  }
}

type Forgery = (position: number, character: string, task: Task) => Task | undefined;

const forgeries: readonly [name: string, forge: Forgery][] = [
  [
    'an answer',
    (position, character, task) => {
      const answer = swapIn(task.answer, position, character);
      return answer && { ...task, answer };
    },
  ],
  [
    'an argument',
    (position, character, task) => {
      const index = Math.floor(position * task.calls.length);
      const within = position * task.calls.length - index;
      const args = swapIn(task.calls[index]?.arguments ?? {}, within, character);
      const calls = task.calls.map((call, at) =>
        at === index && args ? { ...call, arguments: args } : call,
      );
      return args && { ...task, calls };
    },
  ],
  [
    'the words of a binding',
    (position, character, task) => {
      const index = Math.floor(position * task.bindings.length);
      const [start, end] = task.bindings[index]?.span ?? [0, 1];
      const at = start + Math.floor((position * task.bindings.length - index) * (end - start));
      const points = Array.from(task.prompt);
      // A change of case alone leaves the same value under the normalizer `lowercase`.
      if (points[at]?.toLowerCase() === character.toLowerCase()) return undefined;
      points[at] = character;
      return { ...task, prompt: points.join('') };
    },
  ],
];

test.for(forgeries)(
  'any changed character of %s is found',
  { timeout: 120_000 },
  async ([, forge]) => {
    await using evaluate = testEvaluator();
    await using folder = await tempFolder();
    const dir = join(folder.path, 'bundle');
    let found = 0;
    await fc.assert(
      fc.asyncProperty(aTask, aPosition, aCharacter, async (task, position, character) => {
        const changed = forge(position, character, task);
        if (changed === undefined) return;
        // Id, split, signature, recordings, trajectory and hashes are all made again to fit the change.
        await writeBundle(dir, rowsFor([toTask(changed)]), sampleMeta);
        expect((await verifyBundle(dir, { evaluate })).ok).toBe(false);
        found += 1;
      }),
      { numRuns: 150 },
    );
    expect(found).toBeGreaterThan(20);
  },
);
