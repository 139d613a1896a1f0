import { expect, test } from 'vitest';
import { boundaryFaults } from './boundaries.ts';

const file = (path: string, text: string) => ({ path, text });
const faults = (path: string, text: string) => boundaryFaults([file(path, text)]).length;
const domain = `import type { Json } from '@firefly/domain/json';`;
const db = `import { rows } from '@firefly/db/rows';`;
const testing = `import { server } from '@firefly/testing/server';`;

test.each([
  [
    'a type of a forbidden package',
    'packages/domain/src/a.ts',
    `import type { Row } from '@firefly/contracts/bundle';`,
  ],
  [
    'a dynamic import',
    'packages/bundle/src/a.ts',
    `const rows = await import('@firefly/db/rows');`,
  ],
  [
    'an import type expression',
    'packages/bundle/src/a.ts',
    `type Rows = import('@firefly/db/rows').Rows;`,
  ],
  ['a re-export', 'packages/bundle/src/a.ts', `export { rows } from '@firefly/db/rows';`],
  [
    'a relative path into another package',
    'packages/db/src/a.ts',
    `import '../../queue/src/b.ts';`,
  ],
  ['its own package by name', 'packages/db/src/a.ts', db],
  ['a path out of the package', 'packages/db/src/a.ts', `import '../../../scripts/b.ts';`],
  ['another app', 'apps/cli/src/main.ts', `import '../../worker/src/main.ts';`],
  ['testing outside of tests', 'apps/cli/src/main.ts', testing],
  ['testing in a script', 'scripts/a.ts', testing],
  ['a testing folder outside of tests', 'packages/db/src/a.ts', `import './testing/b.ts';`],
  ['what testing may not import', 'packages/testing/src/a.ts', `import '@firefly/mcp/servers';`],
  ['a package that the table does not know', 'packages/new/src/a.ts', domain],
])('refused: %s', (_, path, text) => {
  expect(faults(path, text)).toBe(1);
});

test.each([
  ['contracts', 'packages/contracts/src/a.ts', domain],
  ['an app', 'apps/cli/src/main.ts', db],
  ['a test', 'packages/domain/src/a.test.ts', testing],
  ['test support', 'packages/domain/src/testing/a.ts', testing],
  ['a sibling', 'packages/db/src/a.ts', `import './b/c.ts';`],
  [
    'a word in a text',
    'packages/domain/src/a.ts',
    `export const words = "import '@firefly/db/rows'";`,
  ],
])('allowed: %s', (_, path, text) => {
  expect(faults(path, text)).toBe(0);
});
