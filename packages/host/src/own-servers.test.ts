import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadServers } from '@firefly/mcp/config/load';
import { hashOf } from '@firefly/mcp/config/servers-file';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownServers } from './own-servers.ts';

let folder: string;
let servers: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firefly-servers-'));
  servers = join(folder, 'mcp.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (argument: string) =>
  writeFile(
    servers,
    JSON.stringify({ mcpServers: { harbour: { command: 'node', args: [argument] } } }),
  );

test('the file that a run began with is taken, whatever its variables hold now', async () => {
  await write('$' + '{BERTH}');
  const hash = hashOf(await loadServers(servers, { BERTH: 'one' }));
  const file = await ownServers({ file: servers, hash }, { BERTH: 'two' });
  expect(file.servers).toMatchObject([{ name: 'harbour', args: ['two'] }]);
});

test('a file that was changed since is refused for good, by name', async () => {
  await write('one');
  const hash = hashOf(await loadServers(servers, {}));
  await write('two');
  await expect(ownServers({ file: servers, hash }, {})).rejects.toMatchObject({
    failure: {
      kind: 'permanent',
      message: `the servers file ${servers} has changed since this run began; --fresh starts over`,
    },
  });
});
