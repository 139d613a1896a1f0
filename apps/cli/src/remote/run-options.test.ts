import { expect, test } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { type RequestOptions, requestOf } from './run-options.ts';

const options = { servers: 'places, geometry', tasks: '20', seed: '7', engine: 'rules' };

test('options become the request of a run', () => {
  expect(requestOf(options)).toEqual({
    ...{ servers: ['places', 'geometry'], tasks: 20, seed: 7, engine: 'rules' },
  });
  const more = { name: 'first', budgetCalls: '60', budgetMinutes: '1.5' };
  expect(requestOf({ ...options, ...more })).toMatchObject({
    name: 'first',
    budgets: { calls: 60, minutes: 1.5 },
  });
});

test.each<[Partial<RequestOptions>, string]>([
  [{ tasks: 'many' }, '--tasks: '],
  [{ tasks: '' }, '--tasks: '],
  [{ tasks: '1.5' }, '--tasks: '],
  [{ seed: '-1' }, '--seed: '],
  [{ engine: 'other' }, '--engine: '],
  [{ servers: 'a,,b' }, '--servers: '],
  [{ servers: 'a,a' }, '--servers: names a server twice'],
  [{ name: ' ' }, '--name: '],
  [{ budgetCalls: 'x' }, '--budget-calls: '],
  [{ budgetMinutes: '0' }, '--budget-minutes: '],
])('%j is wrong usage, and the option is named', (wrong, message) => {
  expect(() => requestOf({ ...options, ...wrong })).toThrow(UsageError);
  expect(() => requestOf({ ...options, ...wrong })).toThrow(message);
});
