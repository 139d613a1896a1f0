import { parseArgs } from 'node:util';
import { type Environment, parseEnvironment } from '@firefly/service/environment';
import { portOf } from '@firefly/simulator/serving/over-http';
import { environmentSchema, type Settings } from './environment.ts';

/** How the simulator was started. */
export interface Options {
  /** Undefined: the runs of a database are served. */
  readonly dir: string | undefined;
  readonly settings: Settings;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  /** Stop when standard input closes: the parent is gone. */
  readonly exitWithParent: boolean;
  /** Speak MCP on the standard streams, over one session of this task. */
  readonly task: string | undefined;
}

export const usage =
  'usage: simulator DIR [--port N] [--exit-with-parent]: one bundle, over HTTP\n       simulator DIR --stdio --task ID: one of its tasks, as an MCP server on the standard streams\n       simulator: the runs of DATABASE_URL, on HOST and PORT';

/** Reads the command line and the environment; throws an error for people. */
export function readOptions(args: readonly string[], environment: Environment): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      'exit-with-parent': { type: 'boolean', default: false },
      stdio: { type: 'boolean', default: false },
      task: { type: 'string' },
    },
  });
  const [dir, ...more] = positionals;
  if (more.length > 0) throw new Error('name one bundle folder, the one to answer from');
  const exitWithParent = values['exit-with-parent'];
  const { stdio, task } = values;
  if (stdio !== (task !== undefined))
    throw new Error('--stdio and --task ID go together: what is served so is one task');
  if (stdio && values.port !== undefined)
    throw new Error('--stdio listens on no port: leave out --port');
  if (dir === undefined && (values.port !== undefined || exitWithParent || stdio))
    throw new Error('name one bundle folder; without one, the environment says where to listen');
  // What a worker or an API was told of its own address is not meant for the processes that it starts.
  const settings = parseEnvironment(
    environmentSchema,
    exitWithParent || stdio ? { PORT: '0' } : environment,
  );
  const port = values.port === undefined ? settings.PORT : portOf(values.port);
  return { dir, settings, port, exitWithParent, task };
}
