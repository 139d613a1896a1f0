import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cursorOf, pageOf, placesOf } from './cursor.ts';
import { Problem } from './problem.ts';

const int = fc.integer({ min: -2_147_483_647, max: 2_147_483_647 });
const id = fc.stringMatching(/^[\x21-\x7e]{1,100}$/);
const form = ['text', 'number', 'number'] as const;

test('a cursor gives back the places it was made of', () => {
  fc.assert(
    fc.property(id, int, int, (...places) => {
      expect(placesOf(cursorOf(places), form)).toEqual(places);
    }),
  );
  expect(placesOf(undefined, form)).toBeUndefined();
});

test('whatever else stands there is a problem, and never a place', () => {
  const odd = fc.oneof(
    fc.string(),
    fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
    fc.tuple(fc.string({ unit: 'binary' }), fc.double(), fc.double()).map(cursorOf),
  );
  fc.assert(
    fc.property(odd, (cursor) => {
      let places: readonly unknown[] | undefined;
      try {
        places = placesOf(cursor, form);
      } catch (error) {
        expect(error).toBeInstanceOf(Problem);
        return;
      }
      expect(places?.[0]).toMatch(/^[\x21-\x7e]{1,100}$/);
      expect(places?.slice(1).every(Number.isInteger)).toBe(true);
    }),
  );
});

test('the pages of a list are the list', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 10 }), (list, limit) => {
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const { items, next } = pageOf(list, limit, cursor);
        expect(items.length).toBeLessThanOrEqual(limit);
        seen.push(...items);
        cursor = next ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(list);
    }),
  );
});
