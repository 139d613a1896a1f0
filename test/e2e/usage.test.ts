import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePlace, type Place } from './place.ts';

let place: Place;

beforeAll(async () => {
  place = await makePlace();
  await place.serve('good.json', { atlas: { fixture: 'atlas' } });
  await writeFile(place.at('broken.json'), '{"mcpServers": {');
  const misspelt = { atlas: { command: 'node', firefly: { exlude: ['rename_vessel'] } } };
  await writeFile(place.at('misspelt.json'), JSON.stringify({ mcpServers: misspelt }));
  await writeFile(place.at('taken'), 'a file of somebody');
});
afterAll(() => place?.close());

test.each([
  ['no servers file', ['--servers', 'nowhere.json'], /nowhere\.json: there is no such file/],
  ['a file that is no JSON', ['--servers', 'broken.json'], /broken\.json: this is not JSON/],
  ['an unknown key', ['--servers', 'misspelt.json'], /misspelt\.json: .*exlude/],
  ['an engine that is not there', ['--servers', 'good.json', '--engine', 'anthropic'], /--engine/],
  ['no tasks at all', ['--servers', 'good.json', '--tasks', '0'], /--tasks "0"/],
  ['a seed that is no number', ['--servers', 'good.json', '--seed', 'x'], /--seed "x"/],
  [
    'a log of sessions that is not there',
    ['--servers', 'good.json', '--from-misses', 'nowhere.jsonl'],
    /nowhere\.jsonl: there is no such file/,
  ],
  ['no --servers', [], /--servers/],
  ['an unknown option', ['--servers', 'good.json', '--taks', '3'], /--taks/],
  ['a file where the bundle goes', ['--servers', 'good.json', '--out', 'taken'], /taken/],
])('%s is one line and exit code 2, and nothing is written', async (_, args, says) => {
  const { code, out, err } = await place.run('run', '--out', 'bundle', ...args);
  expect({ code, out }, err).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^firefly: [^\n]+\n$/);
  expect(err).toMatch(says);
  expect(existsSync(place.home)).toBe(false);
  expect(existsSync(place.at('bundle'))).toBe(false);
});

test.each([
  'localhost:6379',
  'mysql://user:hunter2@host',
  'redis://:hunter2@host/first',
  'redis://:hun/ter2@host',
])('QUEUE_URL %s is one line and exit code 2, without the password', async (QUEUE_URL) => {
  const runner = place.under({ QUEUE_URL });
  const { code, out, err } = await runner.run('run', '--out', 'bundle', '--servers', 'good.json');
  expect({ code, out }, err).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^firefly: QUEUE_URL: [^\n]+\n$/);
  expect(err).not.toMatch(/hun|ter2/);
  expect(existsSync(place.home)).toBe(false);
});
