import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sampleTasks } from '@firefly/bundle/testing/sample-bundle';
import { makeSimulator } from '@firefly/simulator/simulator';
import { bundleFolder } from '@firefly/simulator/testing/bundle-folder';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test('the rollout of a stock MCP client gets its reward', async () => {
  await using folder = await bundleFolder(sampleTasks);
  const failures: unknown[] = [];
  const app = await makeSimulator(folder.dir, { onError: (error) => failures.push(error) });
  try {
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const example = join(import.meta.dirname, 'mcp-client.ts');
    const { stdout } = await run(process.execPath, [example, folder.dir, url]);
    const lines = stdout.trim().split('\n');
    const calls = lines.filter((line) => line.includes('dev.firefly/replay'));
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) expect(call).toContain('"tier":"exact"');
    expect(stdout).toMatch(/^tools: \w+__\w+/m);
    expect(lines.at(-1)).toBe('reward: 1');
    expect(failures).toEqual([]);
  } finally {
    await app.close();
  }
});
