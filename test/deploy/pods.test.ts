import { healthPaths } from '@firefly/service/health';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { type KubernetesObject, kustomize, render } from './kustomize.ts';
import { type Pod, podOf } from './pod.ts';
import { pinned, processes } from './processes.ts';

const configMap = z.object({ data: z.record(z.string(), z.string()) });

describe.skipIf(kustomize === undefined)('with a kustomize for this machine', () => {
  describe.each(Object.entries(processes))('%s', (name, process) => {
    let base: KubernetesObject[];
    let pod: Pod;
    /** All its variables, those of a ConfigMap too. */
    let settings: Record<string, string>;
    const named = (kind: string, name: string) =>
      base.find((object) => object.kind === kind && object.metadata.name === name);

    beforeAll(async () => {
      base = await render('base');
      pod = podOf(base, `firefly-${name}`);
      const [{ envFrom, env }] = pod.containers;
      const own = env.map(({ name, value }) => [name, value ?? 'from the Secret']);
      settings = Object.fromEntries(own);
      for (const { configMapRef } of envFrom)
        Object.assign(settings, configMap.parse(named('ConfigMap', configMapRef.name)).data);
    });

    test('its command starts it, in a pinned image of this version', async () => {
      const [{ command, image }] = pod.containers;
      expect(command.slice(0, 2)).toEqual(process.command);
      expect(image).toBe(`firefly:${manifest.version}`);
      const example = podOf(await render('overlays/example'), `firefly-${name}`);
      expect(example.containers[0].image).toMatch(pinned);
    });

    test('it reads every variable that it is given, and addresses come from the Secret', () => {
      const { env } = pod.containers[0];
      expect(process.variables).toEqual(expect.arrayContaining(Object.keys(settings)));
      for (const variable of env.filter((one) => /URL$|TOKEN|KEY|PASSWORD/.test(one.name)))
        expect(variable.valueFrom?.secretKeyRef?.name).toBe('firefly');
    });

    test('it listens and is asked where the others look for it', () => {
      const { ports, ...container } = pod.containers[0];
      const port = new Map(ports.map((one) => [one.name, String(one.containerPort)]));
      expect(port.has('http')).toBe(process.serves);
      if (process.command[0] === 'firefly') return expect(port.size).toBe(0);
      expect(port.get('health')).toBe(settings.HEALTH_PORT);
      expect(settings.HEALTH_HOST).toBe('0.0.0.0');
      const at = (path: string) => ({ httpGet: { path, port: 'health' } });
      expect(container.startupProbe).toEqual(at(healthPaths.alive));
      expect(container.livenessProbe).toEqual(at(healthPaths.alive));
      expect(container.readinessProbe).toEqual(at(healthPaths.ready));
      if (!process.serves) return;
      expect(settings).toMatchObject({ HOST: '0.0.0.0', PORT: port.get('http') });
      const service = { spec: { ports: [{ targetPort: 'http' }] } };
      expect(named('Service', `firefly-${name}`)).toMatchObject(service);
    });

    test('it may do little, and has time to end', () => {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      const [{ securityContext, resources }] = pod.containers;
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      const some = expect.any(String);
      expect(resources).toMatchObject({
        requests: { cpu: some, memory: some },
        limits: { memory: some },
      });
      const stop = Number(settings.STOP_SECONDS ?? 0);
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(stop + 10);
    });
  });
});
