import type { LedgerRow } from '@firefly/db/repositories/model-calls';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { menusAfforded } from './menus-afforded.ts';

const row = (stage: LedgerRow['stage'], tokens: number): LedgerRow => ({
  ...{ stage, model: 'm', requests: 1, remembered: 0, estimated: 0, unpriced: 0 },
  ...{ input: tokens, cached: 0, written: 0, output: 0, dollars: tokens / 1_000 },
});

/** What a menu takes: to explore, and then to write of it and have that judged and solved. */
interface Menu {
  readonly explore: number;
  readonly rest: number;
}

const WAVES = 7;
/** More than any run wants. */
const WANTED = 1_000;

/** How many menus a run brings to their end by one of its budgets; it wants any number of them. */
function finished(by: 'tokens' | 'dollars', budget: number, shared: number, menus: Menu[]): number {
  let explored = 0;
  let whole = 0;
  let exploring = 0;
  let after = 0;
  const spent = () => shared + exploring + after;
  for (let wave = 0; wave < WAVES; wave += 1) {
    const ledger = [row('link', shared), row('explore', exploring), row('write', after)];
    const limit = by === 'tokens' ? budget : budget / 1_000;
    const afforded = menusAfforded({ [by]: limit }, ledger, explored);
    const begun = menus.slice(explored, explored + Math.min(WANTED, afforded.menus));
    if (begun.length === 0) break;
    // As the asker has it: whoever asks while something is left may go beyond it.
    for (const { explore } of begun) if (spent() < budget) exploring += explore;
    explored += begun.length;
    for (const { rest } of begun) {
      if (spent() < budget) {
        after += rest;
        whole += 1;
      }
    }
  }
  return whole;
}

const menusOf = (exploring: number, spreads: readonly number[]): Menu[] =>
  spreads.map((spread) => ({
    explore: exploring * spread,
    rest: (100 - exploring) * spread,
  }));

const spread = fc.double({ min: 1, max: 2, noNaN: true });
const menus = fc
  .tuple(fc.integer({ min: 5, max: 95 }), fc.array(spread, { minLength: 200, maxLength: 200 }))
  .map(([exploring, spreads]) => menusOf(exploring, spreads));

test('of the menus that a budget pays for, at least half come to their end', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('tokens', 'dollars'),
      fc.integer({ min: 2, max: 100 }),
      fc.integer({ min: 0, max: 10_000 }),
      menus,
      (by, paid, shared, all) => {
        const cost = all.slice(0, paid).reduce((sum, menu) => sum + menu.explore + menu.rest, 0);
        const ended = finished(by, shared + cost, shared, all);
        expect(ended).toBeGreaterThanOrEqual(Math.floor(paid / 2));
      },
    ),
  );
});

test('where nothing is said of tokens and dollars, as many as are wanted', () => {
  expect(menusAfforded({}, [row('explore', 1_000)], 3).menus).toBe(Number.POSITIVE_INFINITY);
});

test('what is spent once for all menus counts as spent, and not as what a menu costs', () => {
  const ledger = [row('qualify', 300), row('link', 300), row('explore', 100), row('solve', 100)];
  expect(menusAfforded({ tokens: 1_000 }, ledger, 2).menus).toBe(1);
  expect(menusAfforded({ tokens: 1_600 }, ledger, 2).menus).toBe(4);
  expect(menusAfforded({ tokens: 1_600, dollars: 1 }, ledger, 2).menus).toBe(1);
  expect(menusAfforded({ tokens: 899, dollars: 1 }, ledger, 2)).toEqual({
    menus: 0,
    reason: 'the rest of its budget of 899 tokens does not hold another exploration with its tasks',
  });
});

test('menus of which no model was asked, or none replied, show nothing of what one costs', () => {
  for (const ledger of [[], [row('link', 100)], [{ ...row('explore', 0), requests: 0 }]])
    for (const begun of [0, 2])
      expect(menusAfforded({ tokens: 1_000 }, ledger, begun).menus).toBe(2);
});

test('a model that costs nothing is held to no dollars', () => {
  const free = { ...row('explore', 1_000), dollars: 0 };
  expect(menusAfforded({ dollars: 1 }, [free], 2).menus).toBe(Number.POSITIVE_INFINITY);
});
