import { type CommandSpec, reachFor } from '@firefly/contracts/run-spec';
import { hashOf, type ServersFile } from '@firefly/mcp/config/servers-file';
import type { RunOptions } from './run-options.ts';

/** What a command asks of its run. */
export const specOf = (
  options: RunOptions,
  file: ServersFile,
  misses?: CommandSpec['misses'],
): CommandSpec => ({
  tasks: options.tasks,
  seed: options.seed,
  engine: options.engine,
  out: options.out,
  servers: { file: options.servers, hash: hashOf(file) },
  ...reachFor(options.tasks),
  ...(options.model === undefined ? {} : { model: options.model }),
  ...(options.budgets === undefined ? {} : { budgets: options.budgets }),
  ...(misses === undefined ? {} : { misses }),
});
