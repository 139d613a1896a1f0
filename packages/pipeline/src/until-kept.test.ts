import { FailureError } from '@firefly/contracts/failure';
import { expect, test } from 'vitest';
import { untilKept } from './until-kept.ts';

const failing = (kind: 'transient' | 'permanent', times: number) => {
  let tries = 0;
  return async () => {
    tries += 1;
    if (tries <= times) throw new FailureError({ kind, message: `no ${tries}` });
    return tries;
  };
};

test('what was paid for is kept as soon as the database is back', async () => {
  expect(await untilKept(failing('transient', 3), 1)).toBe(4);
});

test('a database that stays away, or will not, is told', async () => {
  await expect(untilKept(failing('transient', 99), 1)).rejects.toThrow('no 10');
  await expect(untilKept(failing('permanent', 1), 1)).rejects.toThrow('no 1');
});
