import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { dashed } from './dashed.ts';
import { withModelOptions } from './model-options.ts';
import type { RemoteOptions } from './remote/run-remote.ts';
import { parseRunOptions } from './run-options.ts';
import { reach } from './runs-command.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const demoServers = fileURLToPath(new URL('../../../examples/offline/mcp.json', import.meta.url));

interface Defaults {
  readonly servers?: string;
  readonly out: string;
  readonly tasks: string;
}

/** A run with everything in this process, to be given its action. */
const command = (name: string, description: string, defaults: Defaults): Command => {
  const made = withModelOptions(new Command(name).description(description))
    .option('--tasks <n>', 'accepted tasks to reach', defaults.tasks)
    .option('--out <folder>', 'folder of the bundle', defaults.out)
    .option('--seed <n>', 'same seed, same servers: same tasks', '7')
    .option('--concurrency <n>', 'explorations at a time', '4')
    .option('--fresh', 'start over instead of going on', false)
    .option('--json', 'print the summary as JSON', false);
  const servers = 'servers to use, as an mcp.json file';
  if (defaults.servers === undefined) made.requiredOption('--servers <file>', servers);
  else made.option('--servers <file>', servers, defaults.servers);
  return made;
};

interface HereOptions {
  /** Only say what the run would take. */
  readonly estimate?: boolean;
}

async function runHere(options: HereOptions, terminal: Terminal): Promise<number> {
  const parsed = parseRunOptions(options, terminal.cwd);
  if (options.estimate === true) {
    const { estimateRun } = await import('./estimate/estimate-run.ts');
    return estimateRun(parsed, terminal);
  }
  const { prepareRun } = await import('./prepare-run.ts');
  const prepared = await prepareRun(parsed, terminal);
  // Loaded only where it is needed: with it come the database and the queue.
  const { run } = await import('./run.ts');
  return run(prepared, terminal);
}

/** Options that say something of a service, and those that say something of this process. */
const OF_SERVICE = ['name', 'follow', 'keyFile'] as const;
const OF_PROCESS = ['concurrency', 'fresh', 'fromMisses', 'estimate'] as const;

/** Refuses options that would be heard by nobody. */
function mustBeHeard(made: Command, names: readonly string[], reason: string): void {
  const unheard = names.find((name) => made.getOptionValueSource(name) === 'cli');
  if (unheard === undefined) return;
  throw new UsageError(`--${dashed(unheard)} ${reason}`);
}

/** `firefly run`: a generation run with everything in this process, or, with `--url`, in a service. */
export function runCommand(terminal: Terminal, done: (code: number) => void): Command {
  const made = command(
    'run',
    'Make a bundle of verified tasks from MCP servers; the same command again goes on or shows the result. With --url a service makes it.',
    { out: 'datasets/run', tasks: '20' },
  );
  return reach(made)
    .option(
      '--from-misses <file>',
      'also make the calls that sessions of a simulator missed, by its log',
    )
    .option('--estimate', 'with anthropic: only say what the run would take; nothing is run', false)
    .option('--url <address>', 'ask this service; --servers then names servers that it knows: a,b')
    .option('--follow', 'with --url: show the run until it has ended', false)
    .option('--name <text>', 'with --url: what people call the run')
    .addHelpText(
      'after',
      '\nWith --url, --out fetches the bundle when the run has ended, and verifies it; without --out it stays in the service.',
    )
    .action(async (options: RemoteOptions & HereOptions & { readonly url?: string }) => {
      if (options.url === undefined) {
        mustBeHeard(made, OF_SERVICE, 'goes with --url');
        return done(await runHere(options, terminal));
      }
      mustBeHeard(made, OF_PROCESS, 'is for a run in this process, without --url');
      const named = made.getOptionValueSource('out') === 'cli';
      const { runRemote } = await import('./remote/run-remote.ts');
      const { out } = options;
      done(await runRemote({ ...options, out: named ? out : undefined }, terminal));
    });
}

/** `firefly demo`: a run over the example servers. */
export const demoCommand = (terminal: Terminal, done: (code: number) => void): Command =>
  command('demo', 'Make datasets/demo from the example servers.', {
    servers: demoServers,
    out: 'datasets/demo',
    tasks: '24',
  }).action(async (options: HereOptions) => done(await runHere(options, terminal)));
