import type { TaskDraft } from '@firefly/domain/dataset/task';
import { checks, judge } from '@firefly/domain/judging/checks';
import { aTaskDraft } from '@firefly/testing/builders/task';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judging } from './kit.ts';

const { context } = judging();

test('a good draft passes every check', async () => {
  const results = await judge(aTaskDraft(), context());
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
  expect(results.map(({ name }) => name)).toEqual(checks.map((check) => check.checkName));
  expect(new Set(results.map(({ name }) => name)).size).toBe(18);
});

test('every check says what it saw', async () => {
  for (const { evidence } of await judge(aTaskDraft(), context())) {
    expect(evidence.length).toBeGreaterThan(10);
    expect(evidence.length).toBeLessThanOrEqual(600);
  }
});

test('a draft that is no draft fails every check and throws nothing', async () => {
  const results = await judge({} as TaskDraft, context());
  expect(results).toHaveLength(checks.length);
  expect(results.filter(({ passed }) => passed)).toEqual([]);
});

test('a check that throws has failed, with the reason', async () => {
  const broken = context({
    varying: () => {
      throw new Error('the rows are gone');
    },
  });
  const result = (await judge(aTaskDraft(), broken)).find(({ name }) => name === 'stable');
  expect(result).toMatchObject({ passed: false });
  expect(result?.evidence).toContain('the rows are gone');
});

test('a draft from which a part is missing is never accepted', async () => {
  const parts = [
    'prompt',
    'answer',
    'fields',
    'calls',
    'flows',
    'bindings',
    'needed_tools',
  ] as const;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...parts), async (part) => {
      const { [part]: _, ...rest } = aTaskDraft();
      const results = await judge(rest as TaskDraft, context());
      return results.some(({ passed }) => !passed);
    }),
    { numRuns: 20 },
  );
});

test('the same draft is judged the same', async () => {
  const once = await judge(aTaskDraft(), context());
  expect(await judge(aTaskDraft(), context())).toEqual(once);
});
