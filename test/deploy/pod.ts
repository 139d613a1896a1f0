import { z } from 'zod';
import type { KubernetesObject } from './kustomize.ts';

const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) }).optional();
const container = z.looseObject({
  image: z.string(),
  command: z.array(z.string()),
  env: z
    .array(
      z.object({
        name: z.string(),
        value: z.string().optional(),
        valueFrom: z.object({ secretKeyRef: z.object({ name: z.string() }).optional() }).optional(),
      }),
    )
    .default([]),
  envFrom: z.array(z.object({ configMapRef: z.object({ name: z.string() }) })).default([]),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })).default([]),
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
});
const podSchema = z.looseObject({
  containers: z.tuple([container]),
  terminationGracePeriodSeconds: z.number().default(30),
});
const workload = z.object({ spec: z.object({ template: z.object({ spec: podSchema }) }) });

/** What the tests look at of a pod with one container. */
export type Pod = z.output<typeof podSchema>;

/** The pods of a Deployment or Job; none of that name throws. */
export const podOf = (objects: readonly KubernetesObject[], name: string): Pod =>
  workload.parse(
    objects.find(
      ({ kind, metadata }) => (kind === 'Deployment' || kind === 'Job') && metadata.name === name,
    ),
  ).spec.template.spec;
