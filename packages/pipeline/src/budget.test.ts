import { expect, test } from 'vitest';
import { overspent } from './budget.ts';

const spent = { calls: 10, ms: 60_000 };

test.each([
  [undefined, null],
  [{}, null],
  [{ calls: 11 }, null],
  [{ calls: 10 }, 'its budget of 10 calls is spent'],
  [{ minutes: 1.1 }, null],
  [{ minutes: 1 }, 'its budget of 1 minutes is spent'],
  [{ calls: 5, minutes: 0.5 }, 'its budget of 5 calls is spent'],
])('%j', (budgets, reason) => {
  expect(overspent({ budgets }, spent)).toBe(reason);
});
