import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { parseRunOptions } from './run-options.ts';
import type { Terminal } from './terminal.ts';

const demoServers = fileURLToPath(new URL('../../../examples/offline/mcp.json', import.meta.url));

interface Defaults {
  readonly servers?: string;
  readonly out: string;
  readonly tasks: string;
}

const command = (
  name: string,
  description: string,
  defaults: Defaults,
  terminal: Terminal,
  done: (code: number) => void,
): Command => {
  const made = new Command(name)
    .description(description)
    .option('--tasks <n>', 'accepted tasks to reach', defaults.tasks)
    .option('--out <folder>', 'folder of the bundle', defaults.out)
    .option('--seed <n>', 'same seed, same servers: same tasks', '7')
    .option('--concurrency <n>', 'explorations at a time', '4')
    .option('--engine <name>', 'who explores and writes', 'rules')
    .option('--fresh', 'start over instead of going on', false)
    .option('--json', 'print the summary as JSON', false);
  const servers = 'servers to use, as an mcp.json file';
  if (defaults.servers === undefined) made.requiredOption('--servers <file>', servers);
  else made.option('--servers <file>', servers, defaults.servers);
  return made.action(async (options: unknown) => {
    const parsed = parseRunOptions(options, terminal.cwd);
    // Loaded only where it is needed: with it come the database and the queue.
    const { run } = await import('./run.ts');
    done(await run(parsed, terminal));
  });
};

/** `firefly run`: a generation run with everything in this process. */
export const runCommand = (terminal: Terminal, done: (code: number) => void): Command =>
  command(
    'run',
    'Make a bundle of verified tasks from MCP servers; the same command again goes on or shows the result.',
    { out: 'datasets/run', tasks: '20' },
    terminal,
    done,
  );

/** `firefly demo`: a run over the example servers. */
export const demoCommand = (terminal: Terminal, done: (code: number) => void): Command =>
  command(
    'demo',
    'Make datasets/demo from the example servers.',
    { servers: demoServers, out: 'datasets/demo', tasks: '24' },
    terminal,
    done,
  );
