import { expect, test } from 'vitest';
import { countries, notes } from '../testing/notes.ts';
import { cafes, libraries, staff } from '../testing/tables.ts';
import { aPlan, reasons, sayings } from '../testing/world.ts';
import { attributeOfNamed } from './attribute-of-named.ts';

const ofTable = (table: typeof cafes) =>
  sayings(attributeOfNamed, aPlan(table, { pick: 'named' }), [table]);

test('two attributes of a row, the second with a pronoun', () => {
  expect(ofTable(cafes)).toEqual(
    expect.arrayContaining([
      'What are the country and the roast of the cafe Blue Door in /town/cafes.json?',
      'How many seats does the cafe Blue Door in /town/cafes.json have, and who is its manager?',
      'Who is the manager of the cafe Blue Door in /town/cafes.json, and when was it opened?',
      'What is the monthly rent in EUR of the cafe Tin Cup in /town/cafes.json, and what is its roast?',
    ]),
  );
  expect(ofTable(staff)).toContain(
    "What is the salary in EUR of the employee Ana Ortiz in /hr/employees.json, and what is this employee's city?",
  );
});

test('a name that says its noun stands without it', () => {
  expect(ofTable(libraries)).toContain(
    'How many volumes does Abbey Library in /shire/libraries.json have, and who is its librarian?',
  );
});

const norland = countries.slice(0, 1);
const [found] = norland;
const named = (start: NonNullable<typeof found>, name: string) =>
  aPlan(start, { pick: 'named', names: [name] });

test('a lookup by name needs nothing but the name', () => {
  expect(found && sayings(attributeOfNamed, named(found, 'Norland'), norland)).toEqual([
    'What are the capital and the currency of Norland?',
  ]);
});

test('a lookup that answers with the record itself is asked about alike', () => {
  const [record] = Array.isArray(found?.observation) ? found.observation : [];
  const alone = { ...found, tool: 'places/get_country', observation: record ?? null };
  const call = { ...alone, arguments: { query: 'Norland' } };
  expect(sayings(attributeOfNamed, named(call, 'Norland'), [call])).toContain(
    'What are the capital and the currency of Norland?',
  );
});

test('a place inside a country is known by its name and its country', () => {
  const abra = {
    name: 'Abra',
    country: 'Norland',
    river: 'Tollense',
    mayor: 'Ivy Dunn',
    latitude: 4,
  };
  const lookup = { tool: 'a/find', arguments: { query: 'Abra' }, observation: [abra] };
  expect(reasons(attributeOfNamed, named(lookup, 'Abra'), [lookup])).toEqual([
    'What is the river of Abra in Norland, and who is its mayor?',
  ]);
});

test('what has no noun is called by its name again', () => {
  const mara = {
    tool: 'notes/search',
    arguments: { query: 'Mara Voss' },
    observation: [
      { name: 'Mara Voss', mentor: 'Ilse Krohn', joined: '2012-05-01', hired: '2012-04-01' },
    ],
  };
  expect(sayings(attributeOfNamed, named(mara, 'Mara Voss'), [mara])).toEqual([
    'Who is the mentor of Mara Voss, and when was Mara Voss hired?',
  ]);
});

test('too few attributes, or arguments without words, give the reason', () => {
  const [door] = notes;
  expect(door && reasons(attributeOfNamed, named(door, 'Blue Door'), notes)).toEqual([
    'the record has fewer than two attributes with a plain noun',
  ]);
  const limited = { tool: 'a/find', arguments: { query: 'Norland', limit: 3 }, observation: [] };
  const world = [{ ...limited, observation: found?.observation ?? null }];
  const [only] = world;
  expect(only && reasons(attributeOfNamed, named(only, 'Norland'), world)).toEqual([
    'the arguments cannot be said in words',
  ]);
});
