import type { CommandSpec } from '@firefly/contracts/run-spec';
import type { MissedCall } from '@firefly/domain/catalog/missed-calls';
import type { ServersFile } from '@firefly/mcp/config/servers-file';
import { mustTakeBundle } from './bundle-folder.ts';
import { readEnvironment } from './environment.ts';
import { loadFile } from './load-file.ts';
import { loadMisses } from './load-misses.ts';
import type { RunOptions } from './run-options.ts';
import { specOf } from './spec-of.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Everything that a run is asked for, read and found good. */
export interface PreparedRun {
  readonly options: RunOptions;
  readonly settings: ReturnType<typeof readEnvironment>;
  readonly file: ServersFile;
  readonly misses: readonly MissedCall[];
  readonly spec: CommandSpec;
}

/** Throws a `UsageError` where a run asks models and nobody said how. */
function mustReachModels({ model }: RunOptions, settings: PreparedRun['settings']): void {
  if (model === undefined || settings.ANTHROPIC_API_KEY || settings.ANTHROPIC_BASE_URL) return;
  throw new UsageError(
    '--engine anthropic asks a model: set ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL for a server of your own',
  );
}

/**
 * Reads what a run is made of, before anything is opened or even loaded for it: what is wrong with it is
 * said at once. Throws a `UsageError`.
 */
export async function prepareRun(options: RunOptions, terminal: Terminal): Promise<PreparedRun> {
  const settings = readEnvironment(terminal.environment);
  mustReachModels(options, settings);
  const file = await loadFile(options.servers, terminal.environment);
  const missed = options.fromMisses === undefined ? null : await loadMisses(options.fromMisses);
  await mustTakeBundle(options.out);
  const spec = specOf(options, file, missed?.told);
  return { options, settings, file, misses: missed?.calls ?? [], spec };
}
