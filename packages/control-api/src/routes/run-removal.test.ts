import { type Database, openDatabase } from '@firefly/db/database';
import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useProblems } from '../errors.ts';
import { asPlugin } from '../route.ts';
import { runRemovalRoutes } from './run-removal.ts';

let store: TestDatabase;
let db: Database;
let app: FastifyInstance;
beforeAll(async () => {
  store = await testDatabase();
  db = await openDatabase({ url: store.url, poolSize: 4 });
  app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  useProblems(app);
  await app.register(asPlugin(runRemovalRoutes({ db })));
});
afterAll(async () => {
  await app?.close();
  await db?.close();
  await store?.close();
});

const make = (id: string) =>
  db.serviceRuns.create({
    ...{ id, key: id, name: null, spec: {}, createdBy: 'loopback', request: null },
    servers: [{ name: 'atlas', policy: {} }],
  });
const remove = async (id: string) => {
  const { statusCode, payload } = await app.inject({ method: 'DELETE', url: `/v1/runs/${id}` });
  return { status: statusCode, told: payload === '' ? '' : JSON.parse(payload).detail };
};

test('a run goes once it has ended, with all that is known of it', async () => {
  await make('a');
  expect(await remove('a')).toMatchObject({
    status: 409,
    told: expect.stringContaining('cancel it first'),
  });
  await db.serviceRuns.move('a', ['running'], 'cancelled');
  expect(await remove('a')).toEqual({ status: 204, told: '' });
  expect(await db.runs.find('a')).toBeNull();
  expect(await db.events.after('a', 0, 5)).toEqual([]);
  expect(await remove('a')).toMatchObject({ status: 404 });
});

test('the run of a command stays', async () => {
  await db.runs.create({ id: 'command', key: 'k', spec: {} });
  await db.runs.finish('command', {});
  expect(await remove('command')).toMatchObject({
    status: 409,
    told: expect.stringContaining('belongs to a command'),
  });
});
