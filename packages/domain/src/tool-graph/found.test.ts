import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueAt } from '../pointer.ts';
import { confirm, findRecord } from './found.ts';

const towns = [
  { id: 7, name: 'Basel', country: 'CH' },
  { id: 8, name: 'Belmont', country: 'CH' },
  { id: 9, name: 'Bern', country: 'CH' },
];

test('the one record of that name, among its neighbours', () => {
  expect(findRecord({ cities: towns }, 'Bern')).toEqual({
    record: towns[2],
    pointer: '/cities/2',
    steps: ['cities'],
    key: 'name',
    index: 2,
    among: 3,
  });
});

test('an id is as good as a name, as a number or as text', () => {
  expect(findRecord(towns, 8)).toMatchObject({ record: towns[1], key: 'id' });
  expect(findRecord(towns, '8')).toMatchObject({ record: towns[1], key: 'id' });
  expect(findRecord([{ id: 'a1' }, { id: 'a2' }], 'a2')).toMatchObject({ index: 1, key: 'id' });
});

test('a hash is an id, and nothing else that holds the value is', () => {
  const commits = [
    { hash: '9fceb02d', subject: 'Mend the roof', parent: '2df31045' },
    { hash: '2df31045', subject: 'Paint the door', parent: '1846169b' },
  ];
  expect(findRecord({ commits }, '2df31045')).toMatchObject({ index: 1, key: 'hash' });
  expect(findRecord({ sha: '2df31045', files: 3 }, '2df31045')).toMatchObject({ key: null });
  expect(findRecord({ object: '2df31045', files: 3 }, '2df31045')).toBeUndefined();
});

test('an observation that is the record needs no selector', () => {
  const person = { name: 'Ann', joined: 2019 };
  expect(findRecord(person, 'Ann')).toMatchObject({ record: person, pointer: '', key: null });
  expect(findRecord({ id: 3, joined: 2019 }, 3)).toMatchObject({ key: null, among: 1 });
  expect(findRecord(person, 'Bo')).toBeUndefined();
});

test('a part of a name, another case or a value of another field is not the record', () => {
  for (const value of ['Ber', 'bern', 'CH', 'Bern ', '', 0]) {
    expect(findRecord({ cities: towns }, value)).toBeUndefined();
  }
});

test('two records of one name are not one', () => {
  const homonyms = [...towns, { id: 10, name: 'Bern', country: 'US' }];
  expect(findRecord(homonyms, 'Bern')).toBeUndefined();
  expect(findRecord(homonyms, 10)).toMatchObject({ index: 3 });
});

test('nothing is found in prose, in nothing, or by nothing', () => {
  for (const observation of [null, 'Bern', [], {}, ['Bern']])
    expect(findRecord(observation, 'Bern')).toBeUndefined();
  expect(findRecord([{ id: null }], null)).toBeUndefined();
});

test('what is found stands at its pointer and bears the value', () => {
  const name = fc.stringMatching(/^[A-Z][a-z]{1,4}$/);
  const rows = fc.uniqueArray(name, { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(rows, fc.nat(), fc.constantFrom('a', 'b/c'), (names, seed, key) => {
      const observation = { [key]: names.map((one, at) => ({ name: one, at })) };
      const wanted = names[seed % names.length] ?? '';
      const found = findRecord(observation, wanted);
      expect(found?.record).toEqual(valueAt(observation, found?.pointer ?? 'none'));
      expect(found?.record.name).toBe(wanted);
      expect(found?.index).toBe(names.indexOf(wanted));
    }),
  );
});

test('a record of that name confirms a lookup; a list of what belongs to it a listing', () => {
  expect(confirm({ cities: towns }, 'Bern')).toBe('record');
  expect(confirm({ cities: towns }, 'CH')).toBe('listing');
});

test('a short list says little, a nameless or mixed one nothing', () => {
  expect(confirm({ cities: towns.slice(0, 2) }, 'CH')).toBe('few');
  expect(confirm({ cities: towns.slice(0, 1) }, 'CH')).toBe('few');
  expect(confirm({ cities: [...towns, { name: 'Lyon', country: 'FR' }] }, 'CH')).toBeNull();
  expect(confirm([{ at: 'CH' }, { at: 'CH' }, { at: 'CH' }], 'CH')).toBeNull();
  for (const nothing of [null, 'not found', [], { cities: [] }])
    expect(confirm(nothing, 'CH')).toBeNull();
});

test('a path is answered by what stands in the file', () => {
  const rows = ['Ann', 'Bo', 'Chi'].map((name) => ({ name }));
  expect(confirm(rows, '/workspace/people.json')).toBe('reading');
  expect(confirm('Keeper: Ada Quist\nShift: 6 hours', '/workspace/rota.md')).toBe('reading');
  expect(confirm('Just prose.', '/workspace/rota.md')).toBeNull();
  expect(confirm(rows, 'people')).toBeNull();
});

test('a lookup may answer in prose that says the name', () => {
  const card = 'Name: Ada Quist\nRole: baker';
  expect(confirm(card, 'Ada Quist')).toBe('record');
  expect(confirm(card, 'Bo Larsen')).toBeNull();
});
