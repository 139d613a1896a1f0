import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { makeSimilar } from './similar.ts';

const schema: JsonObject = {
  type: 'object',
  properties: {
    query: { type: 'string' },
    also: { type: 'string' },
    unit: { enum: ['km', 'mi'] },
    day: { type: 'string', format: 'date' },
    limit: { type: 'integer' },
    tags: { type: 'array', items: { type: 'string' } },
  },
};
function index(...requests: JsonObject[]) {
  const similar = makeSimilar(schema);
  for (const [at, args] of requests.entries()) similar.add({ at, arguments: args });
  return similar;
}
const scores = (asked: JsonObject, ...recorded: JsonObject[]) =>
  Object.fromEntries(
    index(...recorded)
      .nearest(asked)
      .map(({ at, score }) => [at, score]),
  );

test('the request itself is nearest, then the one with most words in common', () => {
  const near = index(
    { query: 'ferries from Riga' },
    { query: 'population of Riga' },
    { query: 'the population of Rīga' },
    { query: 'boats' },
  ).nearest({ query: 'population of Riga' });
  expect(near.map(({ at }) => at)).toEqual([1, 2, 0]);
  expect(near[0]).toEqual({ at: 1, score: 1, differing: [] });
  expect(near[1]?.differing).toEqual([
    { asked: 'population of Riga', recorded: 'the population of Rīga' },
  ]);
});

test('other numbers, booleans, listed values, forms, keys or lengths are not similar', () => {
  const others: [JsonObject, JsonObject][] = [
    [
      { query: 'a b', limit: 1 },
      { query: 'a b', limit: 2 },
    ],
    [{ query: 'riga 2019' }, { query: 'riga 2020' }],
    [
      { query: 'a b', unit: 'km' },
      { query: 'a b', unit: 'mi' },
    ],
    [
      { query: 'a b', day: '2020-01-01' },
      { query: 'a b', day: '2020-01-02' },
    ],
    [{ query: 'a b' }, { also: 'a b' }],
    [{ query: 'a b' }, { query: 'a b', also: 'a' }],
    [{ tags: ['a b'] }, { tags: ['a b', 'c'] }],
    [
      { query: 'a b', extra: 'x' },
      { query: 'a b', extra: 'y' },
    ],
    [{ query: 'x'.repeat(401) }, { query: `${'x'.repeat(401)} y` }],
  ];
  for (const [asked, recorded] of others) expect(scores(asked, recorded)).toEqual({});
});

test('the least alike of several texts counts', () => {
  const recorded = { query: 'harbours', also: 'a long text that is the same in both of them' };
  expect(scores({ ...recorded, query: 'mountains' }, recorded)[0]).toBe(0);
});

/** The same, slow and obvious. */
function slow(asked: string, recorded: readonly string[]): [at: number, score: number][] {
  const split = (text: string): Set<string> =>
    new Set([
      ...text.split(' ').flatMap((word, at, all) => (at === 0 ? [] : [`&${all[at - 1]} ${word}`])),
      ...(text.toLowerCase().match(/[a-z]+/g) ?? []).flatMap((word) => {
        const padded = ` ${word} `;
        const groups = [...padded].map((_, at) => padded.slice(at, at + 3));
        return [`=${word}`, ...groups.filter((group) => group.length === 3)];
      }),
    ]);
  const count = (feature: string) => recorded.filter((text) => split(text).has(feature)).length;
  const weight = (feature: string) => Math.log(1 + recorded.length / (count(feature) || 0.5));
  const sum = (features: Iterable<string>) =>
    [...features].reduce((total, feature) => total + weight(feature), 0);
  return recorded
    .map((text, at): [number, number] => {
      const [a, b] = [split(asked), split(text)];
      const common = sum([...a].filter((feature) => b.has(feature)));
      return [at, text === asked ? 1 : common === 0 ? 0 : common / sum(new Set([...a, ...b]))];
    })
    .filter(([, score]) => score > 0)
    .sort(([a, x], [b, y]) => y - x || a - b);
}

test('it finds what comparing with every request finds', () => {
  const word = fc.constantFrom('riga', 'rigas', 'port', 'ports', 'ferry', 'sea', 'seaport');
  const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(fc.uniqueArray(text, { minLength: 1, maxLength: 12 }), text, (recorded, asked) => {
      const found = index(...recorded.map((query) => ({ query }))).nearest({ query: asked });
      const wanted = slow(asked, recorded);
      // Rounding may swap two of nearly one score; scores themselves must agree.
      const scoreOf = new Map(wanted);
      expect(found).toHaveLength(Math.min(4, wanted.length));
      for (const [place, { at, score }] of found.entries()) {
        expect(score).toBeCloseTo(scoreOf.get(at) ?? -1, 9);
        expect(score).toBeCloseTo(wanted[place]?.[1] ?? -1, 9);
      }
    }),
  );
});

test('words that very many requests hold find none alone, and a request joins later', () => {
  const names = Array.from({ length: 1_500 }, (_, at) =>
    [...`${at + 1_000}`].map((digit) => 'bdfghklmnp'[Number(digit)]).join(''),
  );
  const similar = index(...names.map((name) => ({ query: `boats ${name}` })));
  expect(similar.nearest({ query: 'boats' })).toEqual([]);
  expect(similar.nearest({ query: `my boats ${names[7]}` })[0]?.at).toBe(7);
  similar.add({ at: 9_999, arguments: { query: `my boats ${names[7]}` } });
  expect(similar.nearest({ query: `my boats ${names[7]}` })[0]).toMatchObject({
    at: 9_999,
    score: 1,
  });
});

test('any arguments: no crash, and never another shape', () => {
  const args = fc.dictionary(
    fc.constantFrom('query', 'also', 'limit', 'tags', '__proto__', 'x'),
    fc.jsonValue({ maxDepth: 4 }),
  );
  fc.assert(
    fc.property(fc.array(args, { maxLength: 8 }), args, (recorded, asked) => {
      const all = recorded as JsonObject[];
      for (const { at, score } of index(...all).nearest(asked as JsonObject)) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(Object.keys(all[at] ?? {}).sort()).toEqual(Object.keys(asked).sort());
      }
    }),
  );
});
