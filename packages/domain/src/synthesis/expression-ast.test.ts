import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALLOWED_FUNCTIONS, LONGEST_EXPRESSION, parseExpression } from './expression-ast.ts';
import { placeNames, placeText } from './expression-places.ts';

function factsOf(text: string) {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.reason}`);
  return parsed.facts;
}

test('literals are listed with what they are for; names of fields are none', () => {
  const facts = factsOf(
    `c1.cities[name='Lausanne' and rank > -2].latitude * 2 & $join(c1."tag list", ', ')`,
  );
  expect(facts.literals).toEqual([
    { value: 'Lausanne', kind: 'string', role: 'predicate' },
    { value: -2, kind: 'number', role: 'predicate' },
    { value: 2, kind: 'number', role: 'operand' },
    { value: ', ', kind: 'string', role: 'argument' },
  ]);
  expect(facts.forbidden).toEqual([]);
});

test('a position is an index, the group of a match is none, but a chosen match is', () => {
  expect(factsOf('c1.cities[0].name').indexes).toEqual([0]);
  expect(factsOf('c1.cities^(>population)[-1].name').indexes).toEqual([-1]);
  expect(factsOf('(c1.cities)[2]').indexes).toEqual([2]);
  expect(factsOf('$match(c1, /Total: (\\d+)/).groups[0]').indexes).toEqual([]);
  expect(factsOf('$match(c1, /x(y)/)[1].groups[0]').indexes).toEqual([1, 0]);
  expect(factsOf('$split(c1, ",")[0]').indexes).toEqual([0]);
});

test('aggregates name the array, whatever its predicates', () => {
  const aggregates = (text: string) => factsOf(text).aggregates;
  expect(aggregates("$count(c1.cities[country='CH'])")).toEqual([
    { function: '$count', path: 'c1.cities' },
  ]);
  expect(aggregates('$count($distinct(c1.cities.country))')).toEqual([
    { function: '$distinct', path: 'c1.cities.country' },
    { function: '$count', path: 'c1.cities.country' },
  ]);
  expect(aggregates('$sum([c1.a, c2.b])').map(({ path }) => path)).toEqual(['c1.a', 'c2.b']);
  expect(aggregates('c1.rows.$sum(items.price)')).toEqual([
    { function: '$sum', path: 'c1.rows.items.price' },
  ]);
  expect(aggregates('$max(c1.rows.(price * amount))')).toEqual([{ function: '$max', path: null }]);
  expect(aggregates('c1.rows^(date)')).toEqual([{ function: '^', path: 'c1.rows' }]);
  expect(aggregates('c1.rows.$sum()')).toEqual([{ function: '$sum', path: 'c1.rows' }]);
});

test('what is compared, joined or searched as a whole is named, with where it begins', () => {
  const wholes = (text: string) => factsOf(text).wholes;
  expect(wholes('$join(c1.rows.name)')).toEqual([{ path: 'c1.rows.name', from: '' }]);
  expect(wholes("c1.rows['x' in tags].n")).toEqual([{ path: 'c1.rows.tags', from: 'c1.rows' }]);
  expect(wholes("'x' in $$.c1.rows[n=1].tags")).toContainEqual({ path: 'c1.rows.tags', from: '' });
  const picked = "c1.rows[id=$$.c2.rows[name='a'].id].n";
  expect(wholes(picked).map(({ path }) => path)).toEqual(['c1.rows.id', 'c2.rows.name']);
});

test('an extreme compares a field with the extreme of the same field', () => {
  const path = 'c1.cities.population';
  expect(factsOf('c1.cities[population = $max($$.c1.cities.population)].name').extremes).toEqual([
    { function: '$max', path },
  ]);
  const joined =
    "c1.cities[country='CH' and $min($$.c1.cities[country='CH'].population) = population]";
  expect(factsOf(joined).extremes).toEqual([{ function: '$min', path }]);
  expect(factsOf('c1.cities[population = $max($$.c1.cities.area)]').extremes).toEqual([]);
  // Inside a predicate the root is gone: this compares with a field c1 of a city.
  expect(factsOf('c1.cities[population = $max(c1.cities.population)]').extremes).toEqual([]);
});

test('selectors tell how a predicate chooses', () => {
  const selectors = (text: string) =>
    factsOf(text).selectors.map(({ kind, path, field }) => [kind, path, field]);
  expect(selectors("c1.cities[name='Bern' and id = $$.c2.id][0].x")).toEqual([
    ['equals-literal', 'c1.cities', 'c1.cities.name'],
    ['equals-path', 'c1.cities', 'c1.cities.id'],
    ['index', 'c1.cities', null],
  ]);
  expect(selectors('c1.cities[population = $max($$.c1.cities.population)]')).toEqual([
    ['equals-extreme', 'c1.cities', 'c1.cities.population'],
  ]);
  expect(selectors("c1.cities[name in ['A','B'] ]")).toEqual([
    ['in', 'c1.cities', 'c1.cities.name'],
  ]);
  expect(selectors('c1.cities[population > 5]')).toEqual([
    ['other', 'c1.cities', 'c1.cities.population'],
  ]);
  expect(selectors("c1.cities[name='A' or (name='B')]")).toEqual([
    ['in', 'c1.cities', 'c1.cities.name'],
  ]);
  expect(selectors("c1.cities[name='A' or id=3]")).toEqual([['other', 'c1.cities', null]]);
  expect(selectors("c1.cities[$lowercase(name) = 'bern' or x = 1]")).toEqual([
    ['other', 'c1.cities', null],
  ]);
  expect(selectors('c1.rows[id = $$.c1.rows[name="a"].parent]')[0]).toEqual([
    'equals-literal',
    'c1.rows',
    'c1.rows.name',
  ]);
  expect(selectors('c1.rows[id = $$.c1.rows[name="a"].parent]')[1]?.[0]).toBe('equals-path');
});

test('a selector knows the literals that its field may equal', () => {
  const values = (text: string) => factsOf(text).selectors.map((one) => one.values);
  expect(values("c1.cities[name='Bern' and rank=-2]")).toEqual([['Bern'], [-2]]);
  expect(values("c1.cities[name in ['A', 'B'] or 'C' = name]")).toEqual([['A', 'B', 'C']]);
  expect(values('c1.cities[rank > 5 and id = $$.c2.id]')).toEqual([[], []]);
});

test('a predicate compares, and a regex is for extraction', () => {
  const forbidden = (text: string) => factsOf(text).forbidden;
  for (const text of [
    "c1.cities[(name='A' or id=3) and rank != 2 and 'x' in tags]",
    '$match(c1.cities[rank >= 5].note, /(\\d+)/).groups[0]',
    "c1.cities[name=$substringBefore($$.c2.text, ':')]",
  ])
    expect(forbidden(text)).toEqual([]);
  for (const text of ['c1[active]', 'c1[$not(active)]', "c1[name='a' and active]", 'c1[(active)]'])
    expect(forbidden(text)).toEqual([expect.stringContaining('must compare')]);
  for (const text of [
    'c1[$contains(name, /^Quai/)].x',
    'c1[$contains(name, /^Quai/) = true].x',
    'c1[id = $$.c2[$match(x, /a/).match = "a"].id].x',
  ])
    expect(forbidden(text).join()).toContain('a regex in a predicate');
});

test.each([
  '$now()',
  '$millis()',
  '$random()',
  '$eval("1")',
  '$pad("x", 9)',
  '$shuffle(c1)',
  '$exists(c1.x)',
  'c1.x ?? 3',
  '$map(c1.x, $sum)',
  '(function($x){ $x })(1)',
  '($f := function($n){ $f($n) }; $f(1))',
  '($f := $now; $f())',
  'c1 ~> $trim',
  '$trim(?)',
  'c1 ~> |x|{"a":1}|',
  'c1.**',
  'c1.a.%.b',
  'c1.a@$v.b',
  'c1.a#$i.b',
  '[1..3]',
  '*',
  '$$',
  '$',
  '$$.*',
  '$match(c1, /a/, 1)',
  '$split(c1, ",", 1)',
  '$toMillis(c1, "[Y]")',
  '$unbound.x',
  '($count := 1; $count)',
  '($x := 1; $x := 2; $x)',
  'count(c1.x)',
  'c1.x.y()',
])('%s is forbidden, with a reason', (text) => {
  expect(factsOf(text).forbidden).not.toEqual([]);
});

test('every allowed function is allowed', () => {
  for (const name of ALLOWED_FUNCTIONS.keys()) expect(factsOf(`${name}(c1)`).forbidden).toEqual([]);
});

test('what does not parse gives a reason: unclosed, too long, too deep', () => {
  for (const text of ['c1.[', '', 'c1[/(/]', '"abc', 'x'.repeat(LONGEST_EXPRESSION + 1)]) {
    expect(parseExpression(text)).toMatchObject({ ok: false, reason: expect.any(String) });
  }
  expect(parseExpression('('.repeat(LONGEST_EXPRESSION)).ok).toBe(false);
});

test('no text makes the parser throw', () => {
  const piece = fc.constantFrom(
    'c1',
    '.',
    'x',
    '[',
    ']',
    '$',
    '(',
    ')',
    "'a'",
    '1',
    '=',
    '/a/',
    ',',
    '^',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      expect(typeof parseExpression(pieces.join('')).ok).toBe('boolean');
    }),
  );
});

test('only expressions written as a list are lists', () => {
  expect(factsOf('[c1.a.b]').list).toBe(true);
  for (const text of ['c1.a.b', '[c1.a][0]', '$distinct([c1.a])']) {
    expect(factsOf(text).list).toBe(false);
  }
});

test('names of a place survive its text', () => {
  const name = fc.string({ minLength: 1 }).filter((text) => !text.includes('`'));
  fc.assert(
    fc.property(fc.array(name, { minLength: 1 }), (names) => {
      expect(placeNames(placeText(names) ?? '')).toEqual(names);
    }),
  );
});
