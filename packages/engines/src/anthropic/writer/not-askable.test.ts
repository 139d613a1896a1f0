import type { JudgingContext } from '@firefly/domain/judging/context';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import { aCall, aCatalog, aTool } from '@firefly/testing/builders/parts';
import { afterAll, expect, test } from 'vitest';
import { notAskable } from './not-askable.ts';

const evaluate = makeEvaluator({ timeoutMs: 1_000, maxOldGenerationMb: 64 });
afterAll(() => evaluate.close());
const find = aTool('geo', 'find', 'Finds.', { name: { type: 'string' } });
const call = aCall('c1', find, { name: 'Bern' }, { name: 'Bern', people: 134_000 });
const list = aCall('c2', find, { name: 'B' }, { rows: [{ n: 1 }, { n: 2 }, { n: 3 }] });
const knowing = (changes: Partial<JudgingContext>): JudgingContext => ({
  ...{
    tools: aCatalog(find),
    evaluate,
    varying: () => [],
    recordings: () => [],
    conflicts: () => [],
  },
  ...changes,
});
const recorded =
  (...names: string[]) =>
  () =>
    names.map((name) => ({ arguments: { name }, observation: { name } }));

test('what varies or contradicts itself is named, and all of a tool that was never asked twice', () => {
  const varying = (changes: Partial<JudgingContext>) =>
    notAskable([call], knowing(changes)).varying;
  expect(varying({})).toEqual([]);
  expect(varying({ varying: () => ['/at'], conflicts: () => ['/people', '/at'] })).toEqual([
    'c1: /at /people',
  ]);
  expect(varying({ varying: () => [''] })).toEqual(['c1: all']);
  expect(varying({ varying: () => null })).toEqual(['c1: all']);
});

test('a list that says nowhere by which name it was asked for is named', () => {
  const forecast = (city?: string) =>
    aCall('c3', find, { name: 'Bern' }, { unit: 'C', days: [{ high: 12, city: city ?? null }] });
  const nameless = (...calls: Parameters<typeof notAskable>[0]) =>
    notAskable(calls, knowing({})).nameless;
  expect(nameless(forecast())).toEqual(['c3 /days']);
  expect(nameless(forecast('bern'), call)).toEqual([]);
  // Of a tool that is gone the checks say so themselves.
  expect(nameless({ ...forecast(), fingerprint: 'another' })).toEqual([]);
  expect(nameless(aCall('c4', find, { name: 'B1' }, [{ n: 1 }]))).toEqual([]);
  expect(nameless(aCall('c4', find, { name: 'Biel' }, [{ n: 1 }]))).toEqual(['c4']);
});

test('a call is asked too seldom until three recordings or three rows are there', () => {
  const seldom = (changes: Partial<JudgingContext>) =>
    notAskable([call, list], knowing(changes)).seldom;
  expect(seldom({})).toEqual(['c1']);
  expect(seldom({ recordings: recorded('Bern', 'Bern', 'Basel') })).toEqual(['c1']);
  expect(seldom({ recordings: recorded('Basel', 'Biel') })).toEqual([]);
});
