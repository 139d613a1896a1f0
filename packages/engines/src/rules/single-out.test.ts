import { randomOf } from '@firefly/domain/random';
import { tablesOf } from '@firefly/domain/tool-graph/tables';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { measuresOf, singleOut, uniqueExtreme } from './single-out.ts';
import { cafes } from './testing/tables.ts';

test('an extreme is one row that no other reaches, or nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }), (values) => {
      const rows = values.map((x) => ({ x }));
      for (const end of ['max', 'min'] as const) {
        const best = end === 'max' ? Math.max(...values) : Math.min(...values);
        const index = uniqueExtreme(rows, { key: 'x', time: undefined }, end);
        if (values.filter((value) => value === best).length > 1) expect(index).toBeUndefined();
        else expect(index).toBe(values.indexOf(best));
      }
    }),
  );
});

const [table] = tablesOf(cafes.observation);
if (table === undefined) throw new Error('cafes are no table');

test('measures are the numbers that people have words for', () => {
  expect(measuresOf(table).map((measure) => measure.noun)).toEqual(['seats', 'monthly rent']);
});

test('the selector finds the row that was chosen, and rows that lead on are preferred', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(3), (seed, favourite) => {
      const random = () => randomOf(seed);
      const only = (index: number) => index === favourite;
      const named = singleOut({ found: table, noun: 'cafe' }, 'named', random(), only);
      expect(named?.index).toBe(favourite);
      expect(named?.selector).toMatchObject({ value: table.rows[favourite]?.name });
      const extreme = singleOut({ found: table, noun: 'cafe' }, 'extreme', random(), () => false);
      if (extreme?.selector.kind !== 'extreme') throw new Error('no extreme');
      const { column, end } = extreme.selector;
      expect(uniqueExtreme(table.rows, column, end)).toBe(extreme.index);
      expect(singleOut({ found: table, noun: 'cafe' }, 'none', random(), only)).toBeUndefined();
    }),
  );
});

test('extremes that lead on come first', () => {
  const most = table.rows.findIndex((row) => row.seats === 64);
  for (let seed = 0; seed < 20; seed += 1)
    expect(
      singleOut(
        { found: table, noun: 'cafe' },
        'extreme',
        randomOf(seed),
        (index) => index === most,
      )?.index,
    ).toBe(most);
});

test('dates are compared as moments, whatever their zone', () => {
  const rows = ['2026-01-02T10:00:00+02:00', '2026-01-02T09:30:00Z', '2026-01-02T01:00:00-05:00'];
  const seen = rows.map((at) => ({ at }));
  expect(uniqueExtreme(seen, { key: 'at', time: 'iso' }, 'max')).toBe(1);
  expect(uniqueExtreme(seen, { key: 'at', time: 'iso' }, 'min')).toBe(2);
});
