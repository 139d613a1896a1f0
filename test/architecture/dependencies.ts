import { mayImport } from './boundaries.ts';
import { importsOf, npmPackageOf } from './imports.ts';
import { type Fault, houseOf, isCode, isTest, type SourceFile } from './tree.ts';

interface Manifest {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const names = (...groups: (Readonly<Record<string, string>> | undefined)[]): string[] =>
  groups.flatMap((group) => Object.keys(group ?? {}));

/**
 * What package.json files say: exact versions, only packages of ours that the table allows, and
 * every package that the code imports (for tests the root's dev dependencies count as well).
 */
export function dependencyFaults(tree: readonly SourceFile[]): Fault[] {
  const manifests = new Map<string, Manifest>();
  for (const { path, text } of tree)
    if (/^((packages|apps|examples)\/[^/]+\/)?package\.json$/.test(path))
      manifests.set(path.slice(0, -'/package.json'.length), JSON.parse(text));
  const tools = manifests.get('')?.devDependencies;
  return [
    ...[...manifests].flatMap(([house, manifest]) => [
      ...looseVersions(house, manifest),
      ...forbiddenPackages(house, manifest),
    ]),
    ...tree.filter(isCode).flatMap((file) => undeclared(file, manifests, tools)),
  ];
}

function looseVersions(house: string, manifest: Manifest): Fault[] {
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  return [dependencies, devDependencies, optionalDependencies].flatMap((group) =>
    Object.entries(group ?? {})
      .filter(([, version]) => !exact.test(version))
      .map(
        ([name, version]) => `${house}/package.json: ${name} "${version}" is not an exact version`,
      ),
  );
}

function forbiddenPackages(house: string, manifest: Manifest): Fault[] {
  const allowed = house.startsWith('packages/') ? mayImport[house.slice(9)] : undefined;
  const declared = names(manifest.dependencies, manifest.optionalDependencies)
    .filter((name) => name.startsWith('@firefly/'))
    .map((name) => name.slice('@firefly/'.length));
  return declared
    .filter((name) => name === 'testing' || (allowed && !allowed.includes(name)))
    .map((name) => `${house}/package.json depends on @firefly/${name}, which the table forbids`);
}

function undeclared(
  file: SourceFile,
  manifests: ReadonlyMap<string, Manifest>,
  tools: Manifest['devDependencies'],
): Fault[] {
  const manifest = manifests.get(houseOf(file.path) ?? '');
  // Tests of ours may import any package: the workspace links them all.
  if (!houseOf(file.path) || !manifest) return [];
  const known = names(manifest.dependencies, manifest.optionalDependencies);
  const declared = new Set(
    isTest(file.path) ? [...known, ...names(manifest.devDependencies, tools)] : known,
  );
  return importsOf(file).flatMap(({ specifier }) => {
    const name = npmPackageOf(specifier);
    if (!name || declared.has(name)) return [];
    if (isTest(file.path) && name.startsWith('@firefly/')) return [];
    return [`${file.path} imports ${name}, which its package.json does not declare`];
  });
}
