import { expect, test } from 'vitest';
import { together } from './together.ts';

test('results stand in the order of the things, and no more are worked on at once than allowed', async () => {
  let now = 0;
  let most = 0;
  const double = async (one: number): Promise<number[]> => {
    now += 1;
    most = Math.max(most, now);
    await new Promise(setImmediate);
    now -= 1;
    return [one * 2];
  };
  expect(await together([1, 2, 3, 4, 5], 2, double)).toEqual([[2], [4], [6], [8], [10]]);
  expect(most).toBe(2);
});

test('after a failure nothing more begins, and what is under way is waited for', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const both = Promise.withResolvers<void>();
  const all = together([1, 2, 3, 4], 2, async (one) => {
    begun.push(one);
    if (one === 2) both.resolve();
    await both.promise;
    if (one === 1) throw new Error('one failed');
    await new Promise(setImmediate);
    ended.push(one);
  });
  await expect(all).rejects.toThrow('one failed');
  expect(begun).toEqual([1, 2]);
  expect(ended).toEqual([2]);
});
