import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ToolReply, ToolServers } from '@firefly/domain/ports';
import { type FixtureServer, fixtureServers } from '@firefly/testing/servers/paths';
import { loadServers } from '../config/load.ts';
import { makeLoneLimiter } from '../limits/lone-limiter.ts';
import { makeToolServers } from '../servers.ts';
import type { ToolServersOptions } from '../session/options.ts';

/** Servers over fixtures, for the tests of this package, with everything that must be cleaned up. */
export interface Harness {
  readonly dir: string;
  readonly tempDir: string;
  readonly servers: ToolServers;
  /** Names of what lies in the folder of working copies. */
  copies(): Promise<string[]>;
  dispose(): Promise<void>;
}

/** What one fixture is given besides its program. */
export interface FixtureEntry {
  readonly program?: FixtureServer;
  /** Instead of a fixture. */
  readonly command?: string;
  /** Instead of a program. */
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly args?: readonly string[];
  readonly env?: Record<string, string>;
  readonly firefly?: object;
}

/** Writes a servers file over the fixtures and makes its servers. */
export async function startHarness(
  entries: Record<string, FixtureEntry>,
  options: Partial<ToolServersOptions> = {},
): Promise<Harness> {
  const dir = await realpath(await mkdtemp(path.join(tmpdir(), 'firefly-mcp-')));
  const tempDir = path.join(dir, 'copies');
  await mkdir(tempDir);
  await mkdir(path.join(dir, 'folder'));
  await writeFile(path.join(dir, 'folder', 'counter.txt'), '40\n');
  const mcpServers = Object.fromEntries(
    Object.entries(entries).map(([name, { program, ...entry }]) => {
      if (entry.url !== undefined) return [name, entry];
      const file = fixtureServers[program ?? (name as FixtureServer)];
      return [name, { command: process.execPath, ...(file ? { args: [file] } : {}), ...entry }];
    }),
  );
  await writeFile(path.join(dir, 'mcp.json'), JSON.stringify({ mcpServers }));
  const environment = {
    PATH: process.env.PATH,
    HOME: dir,
    FIREFLY_SECRET: 'hush hush',
    MY_TOKEN: 'tok-"12345678',
  };
  const servers = makeToolServers(await loadServers(path.join(dir, 'mcp.json'), environment), {
    tempDir,
    callTimeoutMs: 10_000,
    startTimeoutMs: 10_000,
    maxResponseBytes: 100_000,
    limiter: makeLoneLimiter(),
    environment,
    ...options,
  });
  return {
    dir,
    tempDir,
    servers,
    copies: () => readdir(tempDir),
    async dispose() {
      await servers.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The structured content of a reply. */
export const contentOf = (reply: ToolReply) => JSON.parse(reply.text).structuredContent;

/** Whether a process is there and not just waiting to be reaped by whoever adopted it. */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // Gone meanwhile, or a system without /proc.
    return process.platform !== 'linux';
  }
}
