import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { failureOfReply } from './failure.ts';

const result = (value: Json): string | null =>
  failureOfReply({ kind: 'result', text: JSON.stringify(value) });
const told = (...texts: string[]): string | null =>
  result({ content: texts.map((text) => ({ type: 'text', text })) });
const printed = (value: Json): string | null => told(JSON.stringify(value));

test('no reply and JSON-RPC errors name their reason', () => {
  expect(failureOfReply({ kind: 'lost', text: '"timed out after 30 s"' })).toBe(
    'no reply: timed out after 30 s',
  );
  const error = JSON.stringify({ code: -32603, message: 'no such column' });
  expect(failureOfReply({ kind: 'error', text: error })).toBe('JSON-RPC error: no such column');
  expect(failureOfReply({ kind: 'result', text: '{' })).toBe('the reply is not JSON');
});

test('isError fails whatever the text says', () => {
  const content = [{ type: 'text', text: 'All is well' }];
  expect(result({ content, isError: true })).toBe('isError: All is well');
  expect(result({ content, isError: false })).toBeNull();
});

test.each<Json>([
  { status: 'error', message: 'Request unknown' },
  { status: 'failed', reason: 'disk full' },
  { success: false },
  { error: 'Query failed' },
  { error: { message: 'x' } },
  { data: 1, error: true },
  [],
  {},
  { entities: [], relations: [] },
  { success: true, schema: 'main', tables: [] },
  { query: 'Oslo', results: [], total: 0, hasMore: false },
  { data: null },
])('a failure or an empty reply: %j', (value) => {
  expect(printed(value)).toEqual(expect.any(String));
  expect(result({ content: [], structuredContent: value })).toEqual(expect.any(String));
});

test.each<Json>([
  { success: true },
  { success: true, message: 'saved' },
  { count: 0 },
  { valid: true, errors: [] },
  { branch: 'main', staged: [] },
  { name: 'nightly', status: 'failed' },
  { error: null, rows: [1] },
  { error: 0.03, mean: 2 },
  { entities: [{ name: 'Ann' }], relations: [] },
  [{ error: 'E12', count: 3 }],
  ['error', 'warning'],
])('an answer: %j', (value) => {
  expect(printed(value)).toBeNull();
  expect(result({ content: [], structuredContent: value })).toBeNull();
});

test.each([
  '',
  '  \n',
  'undefined',
  'Error: no such table',
  'Error getting stats: it could not be loaded',
  '❌ Failed to open the file',
  'Not found',
  'Please provide at least one of: id, iso2, or iso3',
  'Entity with name Nobody not found',
  'No results',
  'No such file or directory',
  'No packages with docs found in your project.\n\nInstall one first.',
  'Unknown',
  'Unknown tool: x',
  'Invalid date',
  'Access denied - path outside allowed directories',
  'git: command not found',
  'fetch failed',
  'Missing required parameter: id',
  "Couldn't reach the host",
  'The division of 1 and 0 is Infinity',
  'The root of -1 is NaN',
])('prose that tells a failure: %j', (text) => {
  expect(told(text)).toEqual(expect.any(String));
});

test.each([
  'The sum of 2 and 40 is 42.',
  'Paris',
  '[FILE] notes.md\n[FILE] error.log',
  'Error rate: 0.3 percent',
  'Errors: 0',
  'Infinity Pool Cafe, 12 seats',
  'Noe Valley',
  `Error handling\n${'Long text about what to do. '.repeat(40)}`,
  'Nothing Hill, Kent',
])('prose that is an answer: %j', (text) => {
  expect(told(text)).toBeNull();
});

test('prose beside a structured part or before other texts is heard', () => {
  const content = [{ type: 'text', text: 'Error: partial' }];
  expect(result({ content, structuredContent: { rows: [1] } })).toMatch(/partial/);
  expect(told('Error: partial', 'details')).toMatch(/partial/);
  expect(told('List of tables', '["a"]')).toBeNull();
});

test('what cannot be canonicalized is a failure, not a crash', () => {
  const lone = String.raw`{"content":[],"structuredContent":{"a":"\ud800"}}`;
  expect(failureOfReply({ kind: 'result', text: lone })).toMatch(/canonical/);
  const huge = '{"content":[],"structuredContent":{"a":1e999}}';
  expect(failureOfReply({ kind: 'result', text: huge })).toMatch(/canonical/);
});

test('reasons are bounded', () => {
  const message = 'x'.repeat(10_000);
  expect(
    result({ content: [{ type: 'text', text: message }], isError: true })?.length,
  ).toBeLessThan(200);
});
