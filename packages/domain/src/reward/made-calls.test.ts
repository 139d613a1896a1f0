import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TaskCall } from '../dataset/task.ts';
import { requestKey } from '../identity.ts';
import { countCalls, isLabelSafe, type MadeCall } from './made-calls.ts';

const needed: readonly TaskCall[] = ['Lyon', 'Turin'].map((city, at) => ({
  id: `c${at + 1}`,
  server: 'places',
  tool: 'find',
  fingerprint: 'f'.repeat(32),
  arguments: { city },
  result: {},
  observation: null,
  state_key: null,
  duration_ms: 1,
}));
const [lyon, turin] = needed.map(requestKey) as [string, string];

const call = (changes: Partial<MadeCall> = {}): MadeCall => ({
  server: 'places',
  tool: 'find',
  tier: 'exact',
  answered_by: null,
  succeeded: true,
  ...changes,
});
const miss = call({ tier: 'miss', succeeded: false });
const fault = call({ tier: null, succeeded: false });

test('the needed calls, in any order, and nothing beside them', () => {
  const made = [call({ answered_by: turin }), call({ answered_by: lyon, tier: 'normalized' })];
  expect(countCalls(needed, made)).toEqual({
    made: 2,
    needed: 2,
    needed_made: 2,
    superfluous: 0,
    errors: 0,
    errors_recovered: 0,
    faults: 0,
    tiers: { exact: 1, normalized: 1, similar: 0, simulated: 0, miss: 0 },
  });
});

test('a repeated call, a miss and another call are superfluous; a fault is not', () => {
  const first = call({ answered_by: lyon });
  const made = [fault, first, first, miss, call({ answered_by: 'another' })];
  expect(countCalls(needed, made)).toMatchObject({
    needed_made: 1,
    superfluous: 3,
    errors: 2,
    errors_recovered: 2,
    faults: 1,
  });
});

test('a needed call that only something like it answered, or that failed, was not made', () => {
  const made = [
    call({ answered_by: lyon, tier: 'similar' }),
    call({ answered_by: turin, succeeded: false }),
  ];
  expect(countCalls(needed, made)).toMatchObject({ needed_made: 0, superfluous: 2 });
});

test('a task that needs one request twice needs two calls', () => {
  const twice = [needed[0], needed[0]] as TaskCall[];
  const made = [call({ answered_by: lyon })];
  expect(countCalls(twice, made).needed_made).toBe(1);
  expect(countCalls(twice, [...made, ...made]).needed_made).toBe(2);
});

test('an error is recovered by a later success of the same tool only', () => {
  const other = call({ tool: 'other' });
  expect(countCalls(needed, [call(), miss, other])).toMatchObject({ errors_recovered: 0 });
  expect(countCalls(needed, [miss, miss, other, call()])).toMatchObject({ errors_recovered: 2 });
});

const tiers = fc.constantFrom('exact', 'normalized', 'similar', 'simulated', 'miss', null);
const calls = fc.array(
  fc.record({
    server: fc.constantFrom('places', 'maps'),
    tool: fc.constantFrom('find', '__proto__'),
    tier: tiers,
    answered_by: fc.constantFrom(lyon, turin, 'another', null),
    succeeded: fc.boolean(),
  }),
);

test('the counts of any rollout add up', () => {
  fc.assert(
    fc.property(calls, (made) => {
      const counts = countCalls(needed, made);
      const answered = Object.values(counts.tiers).reduce((sum, each) => sum + each, 0);
      expect(answered + counts.faults).toBe(made.length);
      expect(counts.needed_made + counts.superfluous + counts.faults).toBe(made.length);
      expect(counts.needed_made).toBeLessThanOrEqual(2);
      expect(counts.errors_recovered).toBeLessThanOrEqual(counts.errors);
      const doubtful = counts.tiers.similar + counts.tiers.simulated > 0;
      expect(isLabelSafe(made)).toBe(!doubtful);
    }),
  );
});
