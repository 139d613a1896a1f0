import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { tempFolder } from '@firefly/bundle/testing/sample-bundle';
import { testDatabase } from '@firefly/testing/database';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

test('without a folder it serves the runs of the database that the environment names', async () => {
  await using folder = await tempFolder();
  const store = await testDatabase();
  const env = {
    ...{ PATH: process.env.PATH, FIREFLY_HOME: folder.path, DATABASE_URL: store.url },
    ...{ PORT: '0', HEALTH_PORT: '0' },
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const addresses: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const { health, address } = JSON.parse(line) as { health?: string; address?: string };
      if (health !== undefined || address !== undefined) addresses.push(health ?? address ?? '');
      if (addresses.length === 2) break;
    }
    const [health = '', simulator = ''] = addresses;
    await expect.poll(async () => (await fetch(`${health}/readyz`)).status).toBe(200);
    const asked = await fetch(`${simulator}/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ run_id: 'none', task_id: 'none' }),
    });
    expect(asked.status).toBe(404);
    expect(await (await fetch(`${health}/metrics`)).text()).toContain(
      'http_route="/v1/sessions",http_response_status_code="404"',
    );
    child.stdout.resume();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([143, null]);
  } finally {
    child.kill('SIGKILL');
    await store.close();
  }
});
