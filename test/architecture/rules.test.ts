import { expect, test } from 'vitest';
import { cycleFaults } from './cycles.ts';
import { dependencyFaults } from './dependencies.ts';
import { domainFaults, environmentFaults } from './purity.ts';
import { barrelFaults, sizeFaults } from './shape.ts';
import { traceFaults } from './traces.ts';

const tree = (files: Record<string, string>) =>
  Object.entries(files).map(([path, text]) => ({ path, text }));
const manifest = (dependencies: Record<string, string>) => JSON.stringify({ dependencies });
const long = (lines: number) => '// line\n'.repeat(lines);

test('cycles: a ring of three, over packages and types; not a diamond', () => {
  const ring = {
    'packages/a/src/one.ts': `import type { T } from './two.ts';`,
    'packages/a/src/two.ts': `export { x } from '@firefly/b/three';`,
    'packages/b/src/three.ts': `type O = import('@firefly/a/one').O;`,
  };
  expect(cycleFaults(tree(ring))).toHaveLength(1);
  const diamond = { 'a.ts': `import './b.ts'; import './c.ts';`, 'b.ts': `import './d.ts';` };
  expect(cycleFaults(tree({ ...diamond, 'c.ts': `import './d.ts';`, 'd.ts': '' }))).toEqual([]);
  expect(cycleFaults(tree({ 'a.ts': `import './a.ts';` }))).toHaveLength(1);
});

test('sizes: one file too long, too many long ones, a high median', () => {
  expect(sizeFaults(tree({ 'a.ts': long(301), ...small(20) }))).toHaveLength(1);
  expect(sizeFaults(tree({ 'a.ts': long(300), ...small(20) }))).toEqual([]);
  expect(sizeFaults(tree({ 'a.ts': long(180), 'b.ts': long(181), ...small(17) }))).toHaveLength(1);
  expect(sizeFaults(tree({ 'a.ts': long(71), 'b.ts': long(71), 'c.ts': '' }))).toHaveLength(1);
});
const small = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`s${at}.ts`, long(10)]));

test('barrels: index files, export *, drawers', () => {
  expect(barrelFaults(tree({ 'packages/a/src/index.ts': '' }))).toHaveLength(1);
  expect(barrelFaults(tree({ 'a.ts': `export * from './b.ts';` }))).toHaveLength(1);
  expect(barrelFaults(tree({ 'a.ts': `export type * from './b.ts';` }))).toHaveLength(1);
  expect(barrelFaults(tree({ 'src/utils.ts': '', 'src/helpers/a.ts': '' }))).toHaveLength(2);
  expect(barrelFaults(tree({ 'a.ts': 'export const a = 2 * 3;' }))).toEqual([]);
});

test('domain: only hashes of Node, no clock, no chance; its tests are free', () => {
  const at = (text: string) => domainFaults(tree({ 'packages/domain/src/a.ts': text }));
  expect(at(`import { createHash } from 'node:crypto';`)).toEqual([]);
  expect(at(`import { readFile } from 'node:fs/promises';`)).toHaveLength(1);
  expect(at('export const now = () => Date.now();')).toHaveLength(1);
  expect(at('export const roll = () => Math.random();')).toHaveLength(1);
  expect(domainFaults(tree({ 'packages/domain/src/a.test.ts': `import 'node:fs';` }))).toEqual([]);
});

test('environment: main.ts and service may read it, others not', () => {
  const text = 'export const url = process.env.URL;';
  expect(environmentFaults(tree({ 'packages/db/src/a.ts': text }))).toHaveLength(1);
  expect(environmentFaults(tree({ 'apps/cli/src/run.ts': text }))).toHaveLength(1);
  const path = { 'packages/db/src/a.ts': 'export const path = process.env.PATH;' };
  expect(environmentFaults(tree(path))).toEqual([]);
  expect(environmentFaults(tree({ 'apps/cli/src/main.ts': text }))).toEqual([]);
  expect(environmentFaults(tree({ 'packages/service/src/a.ts': text }))).toEqual([]);
});

test('dependencies: undeclared, forbidden and inexact ones', () => {
  const code = { 'packages/db/src/a.ts': `import type { Pool } from 'pg'; import 'node:fs';` };
  expect(
    dependencyFaults(tree({ 'packages/db/package.json': manifest({}), ...code })),
  ).toHaveLength(1);
  expect(
    dependencyFaults(tree({ 'packages/db/package.json': manifest({ pg: '8.0.0' }), ...code })),
  ).toEqual([]);
  expect(
    dependencyFaults(tree({ 'apps/a/package.json': manifest({ pg: '^8.0.0' }) })),
  ).toHaveLength(1);
  const ours = (name: string) => ({
    'packages/domain/package.json': manifest({ [name]: '0.1.0' }),
  });
  expect(dependencyFaults(tree(ours('@firefly/contracts')))).toHaveLength(1);
  const app = { 'apps/a/package.json': manifest({ '@firefly/testing': '0.1.0' }) };
  expect(dependencyFaults(tree(app))).toHaveLength(1);
});

test('traces: registries by name, in lockfiles and settings; paths of a machine', () => {
  const host = ['registry', 'npmjs', 'org'].join('.');
  const home = ['', 'home', 'someone', 'x'].join('/');
  expect(traceFaults(tree({ 'a.md': `see ${host}` }))).toHaveLength(1);
  const resolved = JSON.stringify({ resolved: ['https', '//mirror.example/zod.tgz'].join(':') });
  expect(traceFaults(tree({ 'package-lock.json': resolved }))).toHaveLength(1);
  expect(traceFaults(tree({ '.npmrc': 'registry=mirror.example' }))).toHaveLength(1);
  expect(traceFaults(tree({ 'a.ts': `const at = '${home}';` }))).toHaveLength(1);
  expect(traceFaults(tree({ 'a.test.ts': `const at = '${home}';` }))).toEqual([]);
  const place = ['', 'work', 'main'].join('/');
  expect(traceFaults(tree({ 'a.test.ts': `const at = '${place}';` }))).toHaveLength(1);
  const fine = `'/workspace/data' 'packages/work/home' "resolved": "packages/db"`;
  expect(traceFaults(tree({ 'a.ts': fine }))).toEqual([]);
});
