import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** The compose file, as Compose sees it under an environment. */

const dependency = z.object({ condition: z.string() });
const serviceSchema = z.object({
  image: z.string(),
  command: z.array(z.string()),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.union([z.string(), z.looseObject({ source: z.string() })])).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  depends_on: z.record(z.string(), dependency).default({}),
  init: z.boolean().default(false),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  stop_grace_period: z.string().optional(),
  container_name: z.string().nullable().default(null),
});
/** What the tests look at; the rest is held by the schema of the specification. */
export type Service = z.output<typeof serviceSchema>;

export const composeText = (): Promise<string> =>
  readFile(join(import.meta.dirname, '..', '..', 'docker-compose.yml'), 'utf8');

/** `${NAME}`, `${NAME:-default}` and `${NAME:?message}`, as Compose fills them in; throws the message. */
const filledIn = (text: string, environment: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\{(\w+)(?::(\?|-)([^}]*))?\}/g, (_, name: string, how = '-', rest = '') => {
    const value = environment[name] || undefined;
    if (value === undefined && how === '?') throw new Error(`${name}: ${rest}`);
    return value ?? rest;
  });

/** The document with variables filled in and merge keys resolved. */
export async function composeDocument(
  environment: Readonly<Record<string, string>>,
): Promise<{ services: Record<string, unknown> }> {
  const text = JSON.stringify(parse(await composeText(), { merge: true }));
  return JSON.parse(text, (_, value) =>
    typeof value === 'string' ? filledIn(value, environment) : value,
  );
}

/** Every service by its name. */
export async function composeServices(
  environment: Readonly<Record<string, string>>,
): Promise<Record<string, Service>> {
  const { services } = await composeDocument(environment);
  return z.record(z.string(), serviceSchema).parse(services);
}
