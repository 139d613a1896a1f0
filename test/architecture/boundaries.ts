import { importsOf, targetOf } from './imports.ts';
import { type Fault, houseOf, isCode, isTest, isTestSupport, type SourceFile } from './tree.ts';

const words = ['domain', 'contracts'];
const anywhere = ['telemetry', 'service'];
const adapters = ['expressions', 'queue', 'db', 'mcp', 'llm'];

/** Which packages of ours a package may import: the table of the house. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  contracts: ['domain'],
  telemetry: ['contracts'],
  service: ['contracts'],
  // It lends tests a real database.
  testing: [...words, 'db'],
  ...Object.fromEntries(adapters.map((name) => [name, [...words, ...anywhere]])),
  bundle: [...words, ...anywhere, 'expressions'],
  simulator: [...words, ...anywhere, 'expressions', 'bundle'],
  engines: [...words, ...anywhere, 'expressions', 'llm'],
  pipeline: [...words, ...anywhere, ...adapters, 'bundle', 'simulator', 'engines'],
  'control-api': [...words, ...anywhere, 'db', 'queue', 'bundle'],
  // Puts processes together: what the apps have in common.
  host: [
    ...[...words, ...anywhere, ...adapters],
    ...['bundle', 'simulator', 'engines', 'pipeline', 'control-api'],
  ],
};

/**
 * Imports across the walls of the house. Apps import any package, never another app. Tests may
 * import any package (they bring real parts together) but no app of another folder; packages/testing
 * and folders called `testing` are for tests alone.
 */
export function boundaryFaults(tree: readonly SourceFile[]): Fault[] {
  return tree.filter(isCode).flatMap((file) =>
    importsOf(file).flatMap((found) => {
      const target = targetOf(found);
      const reason = target && reasonAgainst(file.path, found.specifier, target);
      return reason ? [`${file.path} imports ${found.specifier}: ${reason}`] : [];
    }),
  );
}

function reasonAgainst(path: string, specifier: string, target: string): string | undefined {
  const from = houseOf(path);
  const to = houseOf(target);
  if (isTestSupport(target) && !isTest(path)) return 'testing is for tests';
  if (to === undefined) return outOfHouse(path, from, target);
  if (from === to)
    return specifier.startsWith('.') ? undefined : 'its own package goes by relative path';
  if (to.startsWith('apps/')) return from && 'nobody imports an app';
  if (specifier.startsWith('.')) return from && 'another package goes by its name';
  return between(path, from, to.slice('packages/'.length));
}

const outOfHouse = (path: string, from: string | undefined, target: string): string | undefined =>
  from === undefined || isTest(path) || target.startsWith('packages/') || target.startsWith('apps/')
    ? undefined
    : 'a package stays inside its folder';

function between(path: string, from: string | undefined, to: string): string | undefined {
  if (!from?.startsWith('packages/')) return undefined;
  // Tests are free; packages/testing is not: it would tie every test to what it imports.
  if (isTest(path) && from !== 'packages/testing') return undefined;
  const name = from.slice('packages/'.length);
  const allowed = mayImport[name];
  if (!allowed) return `${name} has no row in the table of test/architecture/boundaries.ts`;
  return allowed.includes(to) ? undefined : `${name} may not import ${to}`;
}
