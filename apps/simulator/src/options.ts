import { parseArgs } from 'node:util';
import { type Environment, parseEnvironment } from '@firefly/service/environment';
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
}

export const usage =
  'usage: simulator DIR [--port N] [--exit-with-parent]: one bundle\n       simulator: the runs of DATABASE_URL, on HOST and PORT';

/** Reads the command line and the environment; throws an error for people. */
export function readOptions(args: readonly string[], environment: Environment): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      'exit-with-parent': { type: 'boolean', default: false },
    },
  });
  const [dir, ...more] = positionals;
  if (more.length > 0) throw new Error('name one bundle folder, the one to answer from');
  const exitWithParent = values['exit-with-parent'];
  if (dir === undefined && (values.port !== undefined || exitWithParent))
    throw new Error('name one bundle folder; without one, the environment says where to listen');
  // What a worker or an API was told of its own address is not meant for the processes that it starts.
  const settings = parseEnvironment(
    environmentSchema,
    exitWithParent ? { PORT: '0' } : environment,
  );
  const port = values.port === undefined ? settings.PORT : portOf(values.port);
  return { dir, settings, port, exitWithParent };
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new Error(`--port ${text} is no port: 0 to 65535`);
  return port;
}
