import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { schemaComplaint, typeComplaints } from './kubernetes-types.ts';
import { kustomize, render } from './kustomize.ts';
import { podOf } from './pod.ts';
import { healthPaths, pinned, processes } from './processes.ts';

const root = join(import.meta.dirname, '..', '..');
const base = kustomize === undefined ? [] : await render('base');
const example = kustomize === undefined ? [] : await render('overlays/example');
const all = [...base, ...example];
const named = (kind: string, name: string) =>
  base.find((object) => object.kind === kind && object.metadata.name === name);

describe.skipIf(kustomize === undefined)('with a kustomize for this machine', () => {
  test.each(all)('$kind $metadata.name fits the schema of its kind', async (object) => {
    expect(await schemaComplaint(object)).toBeUndefined();
  });

  test('no object has a field that its kind does not know', () => {
    expect(typeComplaints(all)).toBe('');
  });

  test('a wrong value and a misspelt field are found', async () => {
    const meta = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } };
    const wrong = { ...meta, spec: { ports: [{ port: 'eighty' }] } };
    expect(await schemaComplaint(wrong)).toContain('port must be integer');
    expect(typeComplaints([{ ...meta, spec: { ports: [{ port: 80, nmae: 'x' }] } }])).toMatch(
      /nmae/,
    );
  });

  test('the base says nothing of a namespace and holds no secret', () => {
    for (const { kind, metadata } of base) {
      expect(metadata).not.toHaveProperty('namespace');
      expect(kind).not.toBe('Secret');
    }
    expect(JSON.stringify(base)).not.toMatch(/:\/\/[^/"]*@/);
  });

  test('the example overlay gives what the base asks for', async () => {
    const names = example.map(({ kind, metadata }) =>
      `${kind} ${metadata.name}`.replace(/-\w{10}$/, ''),
    );
    expect(names).toEqual(expect.arrayContaining(['Secret firefly', 'ConfigMap firefly-servers']));
    const servers = (folder: string) => readFile(join(root, folder, 'mcp.json'), 'utf8');
    expect(await servers('k8s/overlays/example')).toBe(await servers('examples/container'));
  });

  describe.each(Object.entries(processes))('%s', (name, process) => {
    const pod = podOf(base, `firefly-${name}`);
    const [container] = pod.containers;

    test('its command starts it, in a pinned image of this version', () => {
      const command =
        process.serves || name === 'worker' ? ['node', process.entry] : ['firefly', name];
      expect(container.command.slice(0, 2)).toEqual(command);
      expect(container.image).toBe(`firefly:${manifest.version}`);
      expect(podOf(example, `firefly-${name}`).containers[0].image).toMatch(pinned);
    });

    test('it reads every variable that it is given, and secrets come from the Secret', () => {
      const config = container.envFrom.map(({ configMapRef }) => configMapRef.name);
      const given = config.flatMap((map) =>
        Object.keys(
          z.object({ data: z.record(z.string(), z.string()) }).parse(named('ConfigMap', map)).data,
        ),
      );
      const own = container.env.map((variable) => variable.name);
      expect(process.variables).toEqual(expect.arrayContaining([...given, ...own]));
      for (const variable of container.env)
        if (/URL$|TOKEN|KEY|PASSWORD/.test(variable.name))
          expect(variable.valueFrom?.secretKeyRef?.name).toBe('firefly');
    });

    test('it is asked how it is where it tells', () => {
      const settings = new Map(container.env.map((variable) => [variable.name, variable.value]));
      const ports = new Map(container.ports.map((port) => [port.name, port.containerPort]));
      if (name === 'migrate') return expect(ports.size).toBe(0);
      const config = z.object({ data: z.record(z.string(), z.string()) });
      const { data } = config.parse(
        named('ConfigMap', container.envFrom[0]?.configMapRef.name ?? ''),
      );
      expect(String(ports.get('health'))).toBe(data.HEALTH_PORT);
      expect(data.HEALTH_HOST).toBe('0.0.0.0');
      for (const probe of [
        container.startupProbe,
        container.livenessProbe,
        container.readinessProbe,
      ]) {
        expect(probe?.httpGet.port).toBe('health');
        expect(healthPaths).toContain(probe?.httpGet.path);
      }
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(Number(data.STOP_SECONDS) + 10);
      if (!process.serves) return expect([...ports.keys()]).toEqual(['health']);
      expect(String(ports.get('http'))).toBe(settings.get('PORT'));
      expect(settings.get('HOST')).toBe('0.0.0.0');
      expect(named('Service', `firefly-${name}`)).toMatchObject({
        spec: { ports: [{ targetPort: 'http' }] },
      });
    });

    test('it may do little', () => {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.resources).toMatchObject({
        requests: { cpu: expect.any(String), memory: expect.any(String) },
        limits: { memory: expect.any(String) },
      });
    });
  });
});
