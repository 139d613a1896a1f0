import { expect, test } from 'vitest';
import { memoLatest } from './memo-latest.ts';

function counted(fails: (call: number) => boolean = () => false) {
  const asked: string[] = [];
  const memo = memoLatest(async (runId, wave) => {
    asked.push(`${runId} ${wave}`);
    if (fails(asked.length)) throw new Error(`no ${wave}`);
    return { runId, wave };
  });
  return { asked, memo };
}

test('one run and wave is computed once, for those who ask together too', async () => {
  const { asked, memo } = counted();
  const [first, second] = await Promise.all([memo('a', 0), memo('a', 0)]);
  expect(second).toBe(first);
  expect(await memo('a', 0)).toBe(first);
  expect(await memo('b', 0)).toEqual({ runId: 'b', wave: 0 });
  expect(asked).toEqual(['a 0', 'b 0']);
});

test('the latest two are kept, older ones are forgotten', async () => {
  const { asked, memo } = counted();
  for (const wave of [0, 1, 2, 2, 1, 0]) await memo('a', wave);
  expect(asked).toEqual(['a 0', 'a 1', 'a 2', 'a 0']);
});

test('a failure reaches all who asked, and is not kept', async () => {
  const { asked, memo } = counted((call) => call === 1);
  const together = await Promise.allSettled([memo('a', 0), memo('a', 0)]);
  expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await memo('a', 0)).toEqual({ runId: 'a', wave: 0 });
  expect(asked).toEqual(['a 0', 'a 0']);
});
