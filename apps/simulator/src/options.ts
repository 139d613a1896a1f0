import { parseArgs } from 'node:util';

/** How the simulator was started. */
export interface Options {
  readonly dir: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  /** Stop when standard input closes: the parent is gone. */
  readonly exitWithParent: boolean;
}

export const usage = 'usage: simulator DIR [--port N] [--exit-with-parent]';

/** Reads the command line; throws an error for people. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '0' },
      'exit-with-parent': { type: 'boolean', default: false },
    },
  });
  const [dir, ...more] = positionals;
  if (dir === undefined || more.length > 0)
    throw new Error('name one bundle folder, the one to answer from');
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
  if (!(port <= 65_535)) throw new Error(`--port ${values.port} is no port: 0 to 65535`);
  return { dir, port, exitWithParent: values['exit-with-parent'] };
}
