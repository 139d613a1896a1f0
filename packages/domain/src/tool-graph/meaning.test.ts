import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { columnOf } from './columns.ts';
import {
  ANY_ID,
  ANY_NAME,
  columnMeaning,
  parameterMeaning,
  parameterMeanings,
  tableNoun,
} from './meaning.ts';

const parameter = (tool: string, name: string) => parameterMeaning({ tool, name });
const column = (key: string, values: readonly (string | number)[], noun?: string) =>
  columnMeaning(
    columnOf(
      key,
      values.map((value): JsonObject => ({ [key]: value })),
    ),
    noun,
  );
const label = (noun?: string) =>
  columnMeaning({ ...columnOf('name', [{ name: 'Ann' }]), kind: 'label' }, noun);

test('a generic parameter means what its tool is about', () => {
  expect(parameter('search_countries', 'query')).toBe('country');
  expect(parameter('find_person', 'name')).toBe('person');
  expect(parameter('get_books', 'titles')).toBe('book');
  expect(parameter('list_styles_tool', 'q')).toBe('style');
});

test('about anything, or about nothing, it means any name', () => {
  expect(parameter('search_nodes', 'query')).toBe(ANY_NAME);
  expect(parameter('open_nodes', 'names')).toBe(ANY_NAME);
  expect(parameter('search', 'query')).toBe(ANY_NAME);
  expect(parameter('describe_entity', 'entityName')).toBe(ANY_NAME);
});

test('a parameter that says what it is means that, whatever the tool', () => {
  expect(parameter('get_countries_by_region', 'region')).toBe('region');
  expect(parameter('search_cities', 'country')).toBe('country');
  expect(parameter('list_loans', 'museum_name')).toBe('museum');
  expect(parameter('list_loans', 'museumNames')).toBe('museum');
});

test('ids and codes are ids and codes of something, one or many', () => {
  expect(parameter('get_country', 'id')).toBe('country id');
  expect(parameter('get_countries', 'ids')).toBe('country id');
  expect(parameter('get_states', 'countryCode')).toBe('country code');
  expect(parameter('list_feedback', 'feedback_ids')).toBe('feedback id');
  expect(parameter('search', 'id')).toBeUndefined();
  expect(parameter('search', 'code')).toBeUndefined();
});

test('a parameter that says how a value is used means nothing', () => {
  for (const name of ['sort_by', 'orderBy', 'depart_at'])
    expect(parameter('list_countries', name)).toBeUndefined();
});

test('a label names a thing of its table; a reference names a thing of its key', () => {
  expect(label('museum')).toBe('museum');
  expect(label()).toBe(ANY_NAME);
  expect(column('countryName', ['Peru', 'Malta'], 'city')).toBe('country');
  expect(column('home country', ['Peru', 'Malta'], 'city')).toBe('country');
  expect(column('nodeName', ['Peru', 'Malta'], 'city')).toBe(ANY_NAME);
});

test('ids of columns', () => {
  expect(column('id', [1, 2], 'city')).toBe('city id');
  expect(column('id', [1, 2])).toBeUndefined();
  expect(column('country_id', [1, 2], 'city')).toBe('country id');
  expect(column('phone_code', ['41', '51'], 'city')).toBe('phone code');
});

test('a hash is an id; a parameter may take what its tool returns', () => {
  expect(column('hash', ['9fceb02d0ae598e9'], 'commit')).toBe('commit id');
  expect(column('commitHash', ['9fceb02d0ae598e9'], 'tag')).toBe('commit id');
  const meanings = (tool: string, name: string, ...returns: string[]) =>
    parameterMeanings({ tool, name }, returns);
  expect(meanings('read_log', 'grep', 'commit')).toEqual(['log', 'commit']);
  expect(meanings('search', 'query', 'letter')).toEqual([ANY_NAME, 'letter']);
  expect(meanings('show', 'hash', 'commit')).toEqual(['commit id']);
  expect(meanings('show', 'object')).toEqual(['object', ANY_ID]);
  expect(meanings('show', 'hash')).toEqual([ANY_ID]);
  expect(meanings('get_country', 'id')).toEqual(['country id']);
  expect(meanings('read_log', 'author', 'commit')).toEqual(['author']);
});

test('numbers, dates and loose codes name nothing', () => {
  expect(column('rent_eur', [1, 2], 'shop')).toBeUndefined();
  expect(column('opened', ['1999-01-01'], 'shop')).toBeUndefined();
  expect(column('currency', ['EUR', 'CHF'], 'shop')).toBeUndefined();
});

test('the noun of a table: its key, else the file it is in, else its tool', () => {
  const path = { path: '/workspace/data/museums.json' };
  expect(tableNoun(['result', 'openLoans'], 'read_text_file', path)).toBe('loan');
  expect(tableNoun([], 'read_text_file', path)).toBe('museum');
  expect(tableNoun([], 'search_countries', { query: 'Peru' })).toBe('country');
  expect(tableNoun([], 'list_styles_tool', {})).toBe('style');
});

test('a key that only says that something was found leaves it to the file or the tool', () => {
  expect(tableNoun(['results'], 'search_cities', { query: 'Basel' })).toBe('city');
  expect(tableNoun(['data', 'hits'], 'find_person', {})).toBe('person');
  expect(tableNoun(['rows'], 'read_text_file', { path: '/data/museums.json' })).toBe('museum');
  expect(tableNoun(['results'], 'search_nodes', { query: 'Ann' })).toBeUndefined();
});

test('a table of anything has no noun', () => {
  expect(tableNoun(['entities'], 'read_graph', {})).toBeUndefined();
  expect(tableNoun([], 'search_nodes', { query: 'Ann' })).toBeUndefined();
  expect(tableNoun([], 'query', {})).toBeUndefined();
});
