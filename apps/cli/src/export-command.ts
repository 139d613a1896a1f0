import { resolve } from 'node:path';
import type { Wanted } from '@firefly/bundle/export/conversations';
import {
  type Exported,
  exportBundle,
  type FileType,
  type Split,
  type TargetName,
  targets,
} from '@firefly/bundle/export/export';
import { BundleError } from '@firefly/bundle/tables';
import { version } from '@firefly/host/version';
import { Command, Option } from 'commander';
import { mustHoldBundle } from './bundle-folder.ts';
import { lineTo } from './printable.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

interface Options {
  readonly format: TargetName;
  readonly fileType: FileType;
  readonly out?: string;
  readonly split?: Split;
  readonly rollouts?: Wanted;
  readonly json: boolean;
}

function summary(
  { files, left_out, replaced }: Exported,
  { format }: Options,
  out: string,
): string {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const each = files.map((file) => `${file.name} ${file.rows}`).join(', ');
  const older = replaced ? ', in place of an older export' : '';
  const kind = left_out === undefined ? 'golden ' : '';
  const fewer = left_out ? `; left out ${left_out} that no trainer takes as they are` : '';
  return `exported ${rows} ${kind}${rows === 1 ? 'trajectory' : 'trajectories'} for ${format} to ${out} (${each})${older}${fewer}`;
}

async function run(folder: string, options: Options, terminal: Terminal): Promise<string> {
  const { format, fileType, split, rollouts } = options;
  const dir = resolve(terminal.cwd, folder);
  await mustHoldBundle(dir);
  const out = options.out === undefined ? `${dir}-${format}-${fileType}` : options.out;
  const target = resolve(terminal.cwd, out);
  const watched = terminal.err.isTTY;
  try {
    const exported = await exportBundle(dir, target, {
      target: format,
      fileType,
      splits: split === undefined ? ['train', 'test'] : [split],
      rollouts,
      version,
      onProgress: (rows) => {
        if (watched) terminal.err.write(`\r${rows} rows`);
      },
    });
    return options.json
      ? JSON.stringify({ format, out: target, ...exported })
      : summary(exported, options, target);
  } catch (error) {
    if (error instanceof BundleError) throw new UsageError(error.message);
    throw error;
  } finally {
    if (watched) terminal.err.write('\r');
  }
}

/** `firefly export`: the trajectories of a bundle as files that a trainer loads. */
export const exportCommand = (terminal: Terminal, done: (code: number) => void): Command =>
  new Command('export')
    .description(
      'Write the golden trajectories of a bundle, and rollouts on request, as files that a trainer loads.',
    )
    .argument('<folder>', 'the bundle')
    .addOption(
      new Option('--format <name>', 'what loads it')
        .choices(Object.keys(targets))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--file-type <name>', 'kind of the files')
        .choices(['jsonl', 'parquet'] satisfies FileType[])
        .default('jsonl'),
    )
    .option('--out <folder>', 'where to write (default: <bundle>-<format>-<file type>)')
    .addOption(
      new Option('--split <name>', 'this split alone').choices(['train', 'test'] satisfies Split[]),
    )
    .addOption(
      new Option(
        '--rollouts <which>',
        'write rollouts too: those that passed, or all (default: golden trajectories alone)',
      ).choices(['passed', 'all'] satisfies Wanted[]),
    )
    .option('--json', 'print what was written as JSON', false)
    .action(async (folder: string, options: Options) => {
      lineTo(terminal.out)(await run(folder, options, terminal));
      done(0);
    });
