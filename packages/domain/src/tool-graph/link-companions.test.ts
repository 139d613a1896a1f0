import { aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import type { ServerPolicy, Tool } from '../catalog/tool.ts';
import type { Json } from '../json.ts';
import { edgeKey, linkTools } from './link.ts';
import type { ObservedCall } from './record-groups.ts';

const text = { type: 'string' };
const optional = { type: 'string', default: '' };
const folder = { ...text };
const log = aTool('archive', 'read_log', 'Reads a log.', {
  folder,
  author: optional,
  grep: optional,
});
const show = aTool('archive', 'show', 'Shows an object.', { folder, object: text });
const elsewhere = aTool('other', 'show', 'Shows an object.', { object: text });
const people = aTool('staff', 'list_people', 'Lists people.', {});

const policy = (server: string, seedValues: ServerPolicy['seedValues']): [string, ServerPolicy] => [
  server,
  { server, trust: 'annotations', workspace: false, include: [], exclude: [], seedValues },
];
const policies = new Map([policy('archive', { folder: ['Reports'] })]);

const entry = (hash: string, author: string, subject: string) => ({ hash, author, subject });
const logged: ObservedCall = {
  tool: 'archive/read_log',
  arguments: { folder: 'Reports' },
  observation: {
    commits: [
      entry('9fceb02d0ae598e9', 'Ann Lee', 'Mend the roof'),
      entry('2df3104587180239', 'Bo Ray', 'Paint the door'),
      entry('1846169bf4bcd59f', 'Ann Lee', 'Oil the hinges'),
    ],
  },
};
const staff = (...names: string[]): ObservedCall => ({
  tool: 'staff/list_people',
  arguments: {},
  observation: { relations: names.map((from) => ({ from, to: 'House', relationType: 'runs' })) },
});

const edges = (tools: readonly Tool[], calls: readonly ObservedCall[] = [logged]) =>
  linkTools(tools, calls, policies);
const links = (...given: Parameters<typeof edges>) =>
  edges(...given).map(
    ({ fromPath, to, toPath, confidence, companions }) =>
      `${fromPath} > ${to}${toPath} ${confidence} ${JSON.stringify(companions ?? null)}`,
  );

test('an edge carries what must stand beside its value', () => {
  expect(links([log])).toEqual([
    '/commits/*/author > archive/read_log/author high {"folder":"Reports"}',
    '/commits/*/subject > archive/read_log/grep high {"folder":"Reports"}',
  ]);
  expect(linkTools([log], [logged])).toEqual([]);
});

test('each place to look gives an edge of its own', () => {
  const two = new Map([policy('archive', { folder: ['Reports', 'Letters'] })]);
  const found = linkTools([log], [logged], two);
  expect(found).toHaveLength(4);
  expect(new Set(found.map(edgeKey)).size).toBe(4);
});

test('a pattern means what its tool returns, whatever the tool is called', () => {
  expect(links([log], [])).toEqual([]);
  expect(links([log]).filter((link) => link.includes('/grep'))).toHaveLength(1);
});

test('a hash feeds what takes any object of its own server, with low confidence', () => {
  expect(links([log, show, elsewhere]).filter((link) => link.includes('hash'))).toEqual([
    '/commits/*/hash > archive/show/object low {"folder":"Reports"}',
  ]);
  const byCommit = aTool('archive', 'get_files', 'Files of a commit.', { commit: text });
  expect(links([log, byCommit]).filter((link) => link.includes('hash'))).toEqual([
    '/commits/*/hash > archive/get_files/commit low null',
  ]);
});

test('names that recur under another meaning may flow, they alone', () => {
  const only = (...names: string[]): Json[] =>
    edges([log, people], [logged, staff(...names)])
      .filter(({ from }) => from === 'staff/list_people')
      .map(({ toPath, only }) => [toPath, [...(only ?? [])]]);
  expect(only('Ann Lee', 'Cy Orr', 'Bo Ray')).toEqual([['/author', ['Ann Lee', 'Bo Ray']]]);
  expect(only('Ann Lee', 'Cy Orr', 'Di Fox')).toEqual([]);
});
