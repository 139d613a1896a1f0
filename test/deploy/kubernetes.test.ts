import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { schemaComplaint, typeComplaints } from './kubernetes-types.ts';
import { type KubernetesObject, kustomize, render } from './kustomize.ts';

const root = join(import.meta.dirname, '..', '..');

describe.skipIf(kustomize === undefined)('with a kustomize for this machine', () => {
  let base: KubernetesObject[];
  let example: KubernetesObject[];
  beforeAll(async () => {
    [base, example] = [await render('base'), await render('overlays/example')];
  });

  test('every object fits the schema of its kind', async () => {
    const all = [...base, ...example];
    expect(all.length).toBeGreaterThan(20);
    expect((await Promise.all(all.map(schemaComplaint))).filter(Boolean)).toEqual([]);
  });

  test('no object has a field that its kind does not know', () => {
    expect(typeComplaints([...base, ...example])).toBe('');
  });

  test('a wrong value and a misspelt field are found', async () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } };
    const wrong = { ...service, spec: { ports: [{ port: 'eighty' }] } };
    expect(await schemaComplaint(wrong)).toContain('port must be integer');
    const misspelt = { ...service, spec: { ports: [{ port: 80, nmae: 'x' }] } };
    expect(typeComplaints([misspelt])).toMatch(/nmae/);
  });

  test('the base says nothing of a namespace and holds no secret', () => {
    for (const { kind, metadata } of base) {
      expect(metadata).not.toHaveProperty('namespace');
      expect(kind).not.toBe('Secret');
    }
    expect(JSON.stringify(base)).not.toMatch(/:\/\/[^/"]*@/);
  });

  test('what an object of the example names is there, under the name that it has', () => {
    const there = new Set(example.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
    const named = example.flatMap((object) => referencesIn(object));
    expect(named).toContainEqual(expect.stringMatching(/^Secret firefly-\w+$/));
    expect(named).toContainEqual(expect.stringMatching(/^ConfigMap firefly-servers-\w+$/));
    expect(named.filter((reference) => !there.has(reference))).toEqual([]);
  });

  test('the example serves the servers of the example of an image', async () => {
    const servers = (folder: string) => readFile(join(root, folder, 'mcp.json'), 'utf8');
    expect(await servers('k8s/overlays/example')).toBe(await servers('examples/container'));
  });
});

/** Under which keys objects name others of which kind. */
const referring: Readonly<Record<string, readonly [kind: string, name: string]>> = {
  configMapRef: ['ConfigMap', 'name'],
  configMap: ['ConfigMap', 'name'],
  secretKeyRef: ['Secret', 'name'],
  persistentVolumeClaim: ['PersistentVolumeClaim', 'claimName'],
};

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const [kind, name = ''] = referring[key] ?? [];
    return kind === undefined ? referencesIn(child) : [`${kind} ${child[name]}`];
  });
}
