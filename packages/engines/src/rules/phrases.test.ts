import { expect, test } from 'vitest';
import {
  anaphor,
  capital,
  firstPhrase,
  nextPhrase,
  possessed,
  question,
  startsWell,
  takenUp,
} from './phrases.ts';
import type { Place, Reference } from './place.ts';
import { cafes } from './testing/tables.ts';
import { anEdge, answerOf, aPlan } from './testing/world.ts';
import { traceWalk } from './walk.ts';
import { bound } from './whereabouts.ts';

const rowOf = (over: Partial<Place> = {}): Place => {
  const plan = aPlan(cafes, { pick: 'named' });
  const [place] = traceWalk(plan, [answerOf([cafes], cafes)]).places;
  if (place === undefined) throw new Error('no place');
  const record = { ...place.record, name: 'Tin Cup' };
  return { ...place, record, ...over };
};
const path = bound('/town/cafes.json');

test('a role that could be a thing is taken up as a person', () => {
  expect(['curator', 'home museum', 'chair', 'project lead'].map(anaphor)).toEqual([
    'this curator',
    'this museum',
    'this person',
    'this person',
  ]);
});

test('a row is called by its noun, its name and its table', () => {
  expect(firstPhrase(rowOf())).toEqual(['the cafe ', bound('Tin Cup'), ' in ', path]);
  expect(firstPhrase(rowOf({ arguments: {} }))).toEqual(['the cafe ', bound('Tin Cup')]);
  expect(firstPhrase(rowOf({ noun: 'cup' }))).toEqual([bound('Tin Cup'), ' in ', path]);
  expect(firstPhrase(rowOf({ noun: undefined }))).toBeUndefined();
  expect(firstPhrase(rowOf({ arguments: { page: 2 } }))).toBeUndefined();
});

test('an extreme row is called by its superlative', () => {
  const column = cafes && rowOf().table?.columns.find((each) => each.key === 'seats');
  if (column === undefined) throw new Error('no seats');
  const selector = { kind: 'extreme', column, end: 'min' } as const;
  expect(firstPhrase(rowOf({ selector }))).toEqual([
    'the cafe with the fewest seats',
    ' in ',
    path,
  ]);
  expect(firstPhrase(rowOf({ selector, arguments: {} }))).toEqual([
    'the cafe',
    ' on record',
    ' with the fewest seats',
  ]);
});

test('a record looked up is called by the name alone, if that is all that was asked', () => {
  const lone = (args: Place['arguments']) =>
    firstPhrase(rowOf({ table: undefined, arguments: args }));
  expect(lone({ names: ['Tin Cup'] })).toEqual([bound('Tin Cup')]);
  expect(lone({ query: 'Tin Cup', limit: 5 })).toBeUndefined();
});

test('a record looked up takes the noun that it says itself, unless it is a person', () => {
  const typed = (type: string, over: object = {}) =>
    firstPhrase(
      rowOf({
        table: undefined,
        arguments: { names: ['Tin Cup'] },
        record: { name: 'Tin Cup', type, ...over },
      }),
    );
  expect(typed('vessel')).toEqual(['the vessel ', bound('Tin Cup')]);
  expect(typed('cup')).toEqual([bound('Tin Cup')]);
  expect(typed('person')).toEqual([bound('Tin Cup')]);
  const abroad = { city: 'Fjordby', country: 'Norland' };
  expect(typed('person', abroad)).toEqual([bound('Tin Cup')]);
  expect(typed('vessel', abroad)).toBeUndefined();
});

test('things are taken up by "it", people by their noun, the rest by name', () => {
  expect(takenUp('cafe', ['X'])).toEqual(['it']);
  expect(takenUp('curator', ['X'])).toEqual(['this curator']);
  expect(takenUp(undefined, ['X'])).toEqual(['X']);
  expect(['home museum', 'sail maker'].map(anaphor)).toEqual(['this museum', 'this sail maker']);
  expect(possessed('rent', ['this curator'])).toEqual(["this curator's rent"]);
  expect(possessed('rent', ['it'], ' in EUR')).toEqual(['its rent in EUR']);
  expect(possessed('rent', ['the cafe ', bound('X')], ' in EUR')).toEqual([
    'the rent in EUR of ',
    'the cafe ',
    bound('X'),
  ]);
});

test('a question starts with a capital and leaves bound pieces alone', () => {
  expect(
    question([
      ['who is ', bound('ada')],
      ['', 'when'],
    ]),
  ).toEqual(['Who is ', bound('ada'), ', and ', 'when', '?']);
  expect(capital([bound('ada'), ' is'])).toEqual([bound('ada'), ' is']);
  expect([['the ada'], [bound('Ada')], [bound('Élan')]].map(startsWell)).toEqual([
    true,
    true,
    true,
  ]);
  expect([[bound('ada')], [bound('7')], []].map(startsWell)).toEqual([false, false, false]);
});

test('what stood beside the name in a lookup is said, and then the noun is too', () => {
  const log = (args: Place['arguments'], subject = 'Mend the roof') =>
    firstPhrase(
      rowOf({
        table: undefined,
        noun: 'commit',
        label: 'subject',
        arguments: args,
        record: { subject, author: 'Ann Lee' },
      }),
    );
  const asked = { path: '/town/site', grep: 'Mend the roof' };
  expect(log(asked)).toEqual([
    'the commit "',
    bound('Mend the roof'),
    '"',
    ' in ',
    bound('/town/site'),
  ]);
  expect(log({ ...asked, grep: 'Release' }, 'Release')?.slice(0, 3)).toEqual([
    'the commit "',
    bound('Release'),
    '"',
  ]);
  expect(log({ ...asked, since: 'yesterday' })).toBeUndefined();
});

test('what stands beside a value that flows is said with the thing it leads to', () => {
  const here = rowOf({ noun: 'release' });
  const next = rowOf({ noun: 'commit' });
  const from = ['this release'];
  const ref = (companions?: Place['arguments']): Reference => ({
    kind: 'column',
    edge: {
      ...anEdge('a/b', '/*/commit', 'a/c', '/object', 'commit'),
      ...(companions && { companions }),
    },
    key: 'commit',
    value: '9fceb02d0ae598e9',
    pointer: '/0/commit',
    noun: 'commit',
  });
  expect(nextPhrase(ref(), here, next, from)).toEqual(['the commit of ', 'this release']);
  expect(nextPhrase(ref({ path: '/town/site' }), here, next, from)).toEqual([
    'the commit',
    ' in ',
    bound('/town/site'),
    ' of ',
    'this release',
  ]);
  const known = rowOf({ noun: 'release', arguments: { path: '/town/site' } });
  expect(nextPhrase(ref({ path: '/town/site' }), known, next, from)).toEqual([
    'the commit of ',
    'this release',
  ]);
  expect(nextPhrase(ref({ mode: 'x_1' }), here, next, from)).toBeUndefined();
});
