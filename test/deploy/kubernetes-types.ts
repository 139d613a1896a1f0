import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { KubernetesObject } from './kustomize.ts';

/** Where kubernetes-models keeps what it knows of a kind. */
const moduleOf = ({ apiVersion, kind }: KubernetesObject): string =>
  `kubernetes-models/${apiVersion}/${kind}`;

/** What the schema of its kind says against an object; a kind that is not known throws. */
export async function schemaComplaint(object: KubernetesObject): Promise<string | undefined> {
  const Model = (await import(moduleOf(object)))[object.kind];
  try {
    new Model(object).validate();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * What the compiler says against objects written as values of their types. The schemas take any further
 * field; to an object literal the types do not, so a misspelt one is found here.
 */
export function typeComplaints(objects: readonly KubernetesObject[]): string {
  const cache = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'firefly');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'kubernetes-'));
  try {
    const lines = objects.flatMap((object, index) => [
      `import type { I${object.kind} as T${index} } from '${moduleOf(object)}';`,
      `export const o${index}: T${index} = ${JSON.stringify(object)};`,
    ]);
    writeFileSync(join(folder, 'objects.ts'), lines.join('\n'));
    const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
    const compiler = join(dirname(manifest), 'bin', 'tsc');
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--ignoreConfig'];
    const modules = ['--target', 'es2024', '--module', 'nodenext', 'objects.ts'];
    const words = [compiler, ...options, ...modules];
    const { stdout, stderr } = spawnSync(process.execPath, words, {
      cwd: folder,
      encoding: 'utf8',
    });
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
