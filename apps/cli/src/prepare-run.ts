import { whyUnpriced } from '@firefly/contracts/model-spec';
import type { CommandSpec } from '@firefly/contracts/run-spec';
import type { MissedCall } from '@firefly/domain/catalog/missed-calls';
import type { ServersFile } from '@firefly/mcp/config/servers-file';
import type { Models } from '@firefly/pipeline/asker';
import { mustTakeBundle } from './bundle-folder.ts';
import { readEnvironment } from './environment.ts';
import { loadFile } from './load-file.ts';
import { loadMisses } from './load-misses.ts';
import { lineTo } from './printable.ts';
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
  /** Undefined for a run that asks none. */
  readonly models: Models | undefined;
  readonly spec: CommandSpec;
}

/**
 * How the models of a run are asked; undefined for one that asks none. Throws a `UsageError` where nobody
 * said how or a budget cannot be held, and an `EnvironmentError` where what was said cannot be used.
 */
async function reachModels(
  { model, budgets }: RunOptions,
  settings: PreparedRun['settings'],
  say: (line: string) => void,
): Promise<Models | undefined> {
  if (model === undefined) return undefined;
  const { openModels } = await import('@firefly/host/models');
  const models = await openModels(settings, say);
  if (models === undefined)
    throw new UsageError(
      '--engine anthropic asks a model: set ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL for a server of your own',
    );
  const unpriced = whyUnpriced({ model, budgets }, (name) => models.pricedOn(name) !== null);
  if (unpriced !== null) throw new UsageError(unpriced);
  return models;
}

/**
 * Reads what a run is made of, before anything is opened or even loaded for it: what is wrong with it is
 * said at once. Throws a `UsageError`.
 */
export async function prepareRun(options: RunOptions, terminal: Terminal): Promise<PreparedRun> {
  const settings = readEnvironment(terminal.environment);
  const models = await reachModels(options, settings, lineTo(terminal.err));
  const file = await loadFile(options.servers, terminal.environment);
  const missed = options.fromMisses === undefined ? null : await loadMisses(options.fromMisses);
  await mustTakeBundle(options.out);
  const spec = specOf(options, file, missed?.told);
  return { options, settings, file, misses: missed?.calls ?? [], models, spec };
}
