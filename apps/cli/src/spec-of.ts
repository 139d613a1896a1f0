import { hashOf, type ServersFile } from '@firefly/mcp/config/servers-file';
import { MOST_WALKS, type RunSpec } from '@firefly/pipeline/run-spec';
import type { RunOptions } from './run-options.ts';

const WAVES = 8;
const FEWEST_WALKS = 16;

/** What a command asks of its run. */
export const specOf = (options: RunOptions, file: ServersFile): RunSpec => ({
  tasks: options.tasks,
  seed: options.seed,
  engine: options.engine,
  out: options.out,
  servers: options.servers,
  serversHash: hashOf(file),
  waves: WAVES,
  walks: Math.min(MOST_WALKS, Math.max(FEWEST_WALKS, options.tasks)),
});
