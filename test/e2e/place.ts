import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@firefly/db/embedded/embedded';
import { type Command, type Ended, LONGEST_MS, start } from './command.ts';
import { type ServersUnderTest, serversFile } from './servers-file.ts';

/** Runs the command line. */
export interface Runner {
  start(...args: string[]): Command;
  /** Starts the command line and waits for its end. */
  run(...args: string[]): Promise<Ended>;
}

/** Where a test runs the command line: a FIREFLY_HOME, a servers file and bundles, all of its own. */
export interface Place extends Runner {
  readonly home: string;
  readonly dataDir: string;
  /** A folder or file below the place. */
  at(name: string): string;
  /** Writes a servers file that starts these fixtures; gives its path. */
  serve(name: string, servers: ServersUnderTest): Promise<string>;
  /** What a fixture told its log, a line each. */
  log(name: string): Promise<string[]>;
  /** The same with more in the environment. */
  under(environment: Readonly<Record<string, string>>): Runner;
  /** Ends every process that is left, stops the database and removes the folder. */
  close(): Promise<void>;
}

export async function makePlace(
  environment: Readonly<Record<string, string>> = {},
  longestMs = LONGEST_MS,
): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'firefly-e2e-'));
  // Else the database of a root lies elsewhere, where nobody would remove it.
  await chmod(folder, 0o755);
  const at = (name: string): string => join(folder, name);
  const home = at('home');
  const dataDir = join(home, 'pg');
  const commands: Command[] = [];
  const under = (more: Readonly<Record<string, string>>): Runner => {
    const begin = (...args: string[]): Command => {
      const own = { ...environment, ...more, FIREFLY_HOME: home };
      const command = start(args, folder, own, longestMs);
      commands.push(command);
      return command;
    };
    return { start: begin, run: (...args) => begin(...args).ended };
  };
  return {
    home,
    dataDir,
    at,
    async serve(name, servers) {
      await writeFile(at(name), serversFile(servers, at));
      return at(name);
    },
    async log(name) {
      if (!existsSync(at(name))) return [];
      return (await readFile(at(name), 'utf8')).split('\n').filter((line) => line !== '');
    },
    ...under({}),
    under,
    async close() {
      for (const command of commands) command.kill('SIGKILL');
      await Promise.all(commands.map((command) => command.ended));
      // Adopts a database that a killed process left behind, and stops it by leaving.
      if (existsSync(dataDir)) await (await openEmbedded({ dataDir })).close();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
