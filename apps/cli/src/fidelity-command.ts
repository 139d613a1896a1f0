import { resolve } from 'node:path';
import { amendBundle } from '@firefly/bundle/amend';
import { measureBundle } from '@firefly/bundle/fidelity/measure-bundle';
import { checkSizes } from '@firefly/bundle/sizes';
import { BundleError, CARD, FIDELITY } from '@firefly/bundle/tables';
import type { Fidelity } from '@firefly/contracts/fidelity';
import { Command } from 'commander';
import { createLogUpdate } from 'log-update';
import { bar } from './bar.ts';
import { mustHoldBundle } from './bundle-folder.ts';
import { fidelityLines } from './fidelity-text.ts';
import { lineTo } from './printable.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

interface Options {
  readonly seed: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

function seedOf(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed))
    throw new UsageError(`--seed must be a whole number, not ${text}`);
  return seed;
}

async function measured(dir: string, seed: number, { err }: Terminal): Promise<Fidelity> {
  if (!err.isTTY) return measureBundle(dir, { seed });
  const update = createLogUpdate(err);
  let shown = '';
  try {
    return await measureBundle(dir, {
      seed,
      onProgress(held, all) {
        const text = `${bar(held, all)} ${Math.floor((100 * held) / all)} % of ${all} recordings`;
        if (text !== shown) update(text);
        shown = text;
      },
    });
  } finally {
    update.clear();
  }
}

async function run(folder: string, options: Options, terminal: Terminal): Promise<void> {
  const dir = resolve(terminal.cwd, folder);
  await mustHoldBundle(dir);
  const say = lineTo(terminal.out);
  try {
    const seed = seedOf(options.seed);
    await checkSizes(dir);
    const fidelity = await measured(dir, seed, terminal);
    if (!options.dryRun) await amendBundle(dir, { fidelity });
    if (options.json) return say(JSON.stringify(fidelity));
    for (const line of fidelityLines(fidelity)) say(line);
    say('');
    say(
      options.dryRun
        ? 'Nothing was written (--dry-run).'
        : `Written to ${FIDELITY} and ${CARD} of ${dir}.`,
    );
  } catch (error) {
    if (error instanceof BundleError) throw new UsageError(error.message);
    throw error;
  }
}

/** `firefly fidelity`: measures how a simulator answers from a bundle, and switches on what answers right. */
export const fidelityCommand = (terminal: Terminal, done: (code: number) => void): Command =>
  new Command('fidelity')
    .description('Measure how a simulator answers from a bundle, and switch on what answers right.')
    .argument('<folder>', 'the bundle')
    .option('--seed <n>', 'chooses what is held out of tools with very many recordings', '7')
    .option('--dry-run', 'change nothing', false)
    .option('--json', 'print the measurement as JSON', false)
    .action(async (folder: string, options: Options) => {
      await run(folder, options, terminal);
      done(0);
    });
