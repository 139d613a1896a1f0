import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readTools } from '@firefly/bundle/reader';
import { SERVER_LIMITS } from '@firefly/host/limits';
import { makeTempFolder } from '@firefly/host/temp-folder';
import { makeLoneLimiter } from '@firefly/mcp/limits/lone-limiter';
import { makeToolServers } from '@firefly/mcp/servers';
import type { Lifecycle } from '@firefly/service/lifecycle';
import { openJournal } from '@firefly/simulator/recording/journal';
import {
  makeRecorder,
  type Recorder,
  type RecordMode,
} from '@firefly/simulator/recording/recorder';
import { readHome } from './environment.ts';
import { joinRecorded } from './join-recorded.ts';
import { loadFile } from './load-file.ts';
import type { Terminal } from './terminal.ts';

/** What `--record` needs of the command. */
export interface Recording {
  readonly mode: RecordMode;
  /** The servers file. */
  readonly servers: string;
  /** The bundle. */
  readonly dir: string;
  readonly onError: (error: unknown) => void;
  /** Tells people what becomes of it. */
  readonly say: (text: string) => void;
}

/** Servers of the bundle of which the file knows nothing. */
async function unknownServers(dir: string, known: readonly string[]): Promise<string[]> {
  const servers = new Set<string>();
  for await (const { server } of readTools(dir)) servers.add(server);
  return [...servers].filter((server) => !known.includes(server)).sort();
}

/**
 * Prepares to ask live servers what a bundle does not hold. What they say joins the bundle when the
 * lifecycle stops. Throws a `UsageError` for a servers file that cannot be used.
 */
export async function recordLive(
  { environment, cwd }: Pick<Terminal, 'environment' | 'cwd'>,
  { mode, servers: given, dir, onError, say }: Recording,
  lifecycle: Lifecycle,
): Promise<Recorder> {
  const file = await loadFile(resolve(cwd, given), environment);
  const tempDir = await makeTempFolder(resolve(cwd, readHome(environment)));
  lifecycle.onStop('temporary files', () => rm(tempDir, { recursive: true, force: true }));
  const journal = openJournal(dir);
  lifecycle.onStop('what was recorded', async () => {
    await journal.close();
    await joinRecorded(dir, say);
  });
  const limiter = makeLoneLimiter();
  const servers = makeToolServers(file, { tempDir, environment, limiter, ...SERVER_LIMITS });
  lifecycle.onStop('servers', () => servers.close());
  for (const server of await unknownServers(dir, servers.names))
    say(`${given} names no server "${server}": what its tools miss stays a miss.`);
  const recorder = makeRecorder({ mode, servers, keep: journal.append, onError });
  lifecycle.onStop('conversations with servers', () => recorder.close());
  return recorder;
}
