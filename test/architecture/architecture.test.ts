import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boundaryFaults } from './boundaries.ts';
import { cycleFaults } from './cycles.ts';
import { dependencyFaults } from './dependencies.ts';
import { domainFaults, environmentFaults } from './purity.ts';
import { barrelFaults, sizeFaults } from './shape.ts';
import { traceFaults } from './traces.ts';
import { readTree } from './tree.ts';

const tree = readTree(join(import.meta.dirname, '..', '..'));

test('the tree that is checked is the project', () => {
  const paths = tree.map(({ path }) => path);
  expect(paths).toContain('package.json');
  expect(paths).toContain('packages/domain/src/json.ts');
  expect(paths).toContain('test/architecture/tree.ts');
});

test.each([
  ['packages import only what the table of the house allows', boundaryFaults],
  ['package.json files declare what is imported, exactly, and nothing forbidden', dependencyFaults],
  ['no file imports itself by a detour', cycleFaults],
  ['no barrels and no drawers for odds and ends', barrelFaults],
  ['files are small', sizeFaults],
  ['domain is pure', domainFaults],
  ['the environment is read in one place', environmentFaults],
  ['no registry address and no path of a machine', traceFaults],
])('%s', (_, faults) => {
  expect(faults(tree)).toEqual([]);
});
