import { page, runDetail, run as runView } from '@firefly/contracts/control-api';
import { runStatus } from '@firefly/contracts/run-events';
import { Command, Option } from 'commander';
import { lineTo } from './printable.ts';
import type { Api } from './remote/api.ts';
import { LOCAL_SERVICE, type ServiceOptions } from './remote/service.ts';
import type { Terminal } from './terminal.ts';

interface Shared extends ServiceOptions {
  readonly json: boolean;
}

/** The options by which a command reaches a service. */
export const reach = (command: Command): Command =>
  command.option('--key-file <file>', 'a file that holds the API key, in place of FIREFLY_API_KEY');

const moves = {
  cancel: 'Stop a run for good.',
  pause: 'Stop a run until it is resumed.',
  resume: 'Let a paused run go on.',
} as const;

const runPath = (id: string): string => `/v1/runs/${encodeURIComponent(id)}`;

/** `firefly runs`: the runs of a service, over HTTP. */
export function runsCommand(terminal: Terminal, done: (code: number) => void): Command {
  const all = new Command('runs').description('Look at the runs of a service and steer them.');
  const say = lineTo(terminal.out);
  const apiOf = async (options: ServiceOptions): Promise<Api> => {
    const [{ makeApi }, { servicePlace }] = await Promise.all([
      import('./remote/api.ts'),
      import('./remote/service.ts'),
    ]);
    return makeApi(await servicePlace(options, terminal));
  };
  const add = (name: string, description: string): Command => {
    const command = new Command(name)
      .description(description)
      .option('--url <address>', 'the service', LOCAL_SERVICE)
      .option('--json', 'print JSON', false);
    all.addCommand(reach(command));
    return command;
  };
  const about = (name: string, description: string): Command =>
    add(name, description).argument('<run>', 'id of the run');

  add('list', 'List runs, the newest first.')
    .addOption(new Option('--status <name>', 'only those').choices(runStatus.options))
    .option('--limit <n>', 'runs at most, up to 200', '20')
    .option('--cursor <id>', 'go on behind this one')
    .action(async (options: Shared & Record<'status' | 'limit' | 'cursor', string | undefined>) => {
      const { status, limit, cursor } = options;
      const query = Object.entries({ status, limit, cursor }).flatMap(
        ([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]),
      );
      const api = await apiOf(options);
      const found = await api.get(`/v1/runs?${new URLSearchParams(query)}`, page(runView));
      if (options.json) return say(JSON.stringify(found));
      const { runLine } = await import('./remote/run-text.ts');
      for (const run of found.items) say(runLine(run));
      if (found.next !== null) lineTo(terminal.err)(`More: --cursor ${found.next}`);
    });

  about('show', 'Show how far a run is, what it came to and what it cost.').action(
    async (id: string, options: Shared) => {
      const found = await (await apiOf(options)).get(runPath(id), runDetail);
      if (options.json) return say(JSON.stringify(found));
      const { runText } = await import('./remote/run-text.ts');
      terminal.out.write(`${runText(found)}\n`);
    },
  );

  about('follow', 'Show a run until it has ended.')
    .option('--out <folder>', 'fetch its bundle there, and verify it')
    .action(async (id: string, options: Shared & { readonly out?: string }) => {
      const { follow } = await import('./remote/follow.ts');
      const { followingOf } = await import('./remote/run-options.ts');
      const following = followingOf(options, terminal.cwd);
      done(await follow(await apiOf(options), id, following, terminal));
    });

  for (const [move, description] of Object.entries(moves))
    about(move, description).action(async (id: string, options: Shared) => {
      const moved = await (await apiOf(options)).post(`${runPath(id)}/${move}`, {}, runView);
      say(options.json ? JSON.stringify(moved) : `Run ${moved.id} is ${moved.status}.`);
    });
  return all;
}
