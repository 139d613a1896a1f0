import { resolve } from 'node:path';
import { compareBundles, type Difference } from '@firefly/bundle/compare';
import { type VerifyReport, verifyBundle } from '@firefly/bundle/verify';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import { Command } from 'commander';
import { mustHoldBundle } from './bundle-folder.ts';
import { lineTo } from './printable.ts';
import type { Terminal } from './terminal.ts';

function print(
  { ok, mismatches, omitted, recomputed }: VerifyReport,
  { out, err }: Terminal,
): void {
  const complain = lineTo(err);
  for (const { file, task, place, message } of mismatches)
    complain(`${[file, task, place].filter((part) => part).join(' ')}: ${message}`);
  if (omitted > 0) complain(`and ${omitted} more`);
  const counts = Object.entries(recomputed).map(([kind, count]) => `${count} ${kind}`);
  out.write(
    `${ok ? 'verified' : `${mismatches.length + omitted} mismatches`}: ${counts.join(', ')}\n`,
  );
}

function printComparison(
  found: readonly Difference[],
  other: string,
  { out, err }: Terminal,
): void {
  const complain = lineTo(err);
  for (const { file, place, message } of found)
    complain(`${[file, place].filter((part) => part).join(' ')}: ${message}`);
  const verdict = found.length === 0 ? 'the same as' : `${found.length} differences from`;
  lineTo(out)(`${verdict} ${other}, apart from run id, durations and dates`);
}

/** `firefly verify`: recomputes a bundle from its files alone; exit code 1 at a mismatch or a difference. */
export const verifyCommand = (terminal: Terminal, done: (code: number) => void): Command =>
  new Command('verify')
    .description('Recompute labels, flows, bindings and ids of a bundle from its files alone.')
    .argument('<folder>', 'the bundle')
    .option('--json', 'print the report as JSON', false)
    .option('--same-as <folder>', 'compare it with another bundle, of a run that should be equal')
    .action(async (folder: string, options: { json: boolean; sameAs?: string }) => {
      const dir = resolve(terminal.cwd, folder);
      const other = options.sameAs && resolve(terminal.cwd, options.sameAs);
      for (const bundle of other === undefined ? [dir] : [dir, other]) await mustHoldBundle(bundle);
      const evaluate = makeEvaluator({ timeoutMs: 2_000, maxOldGenerationMb: 256, workers: 2 });
      try {
        const onProgress = (tasks: number): void => {
          if (terminal.err.isTTY) terminal.err.write(`\r${tasks} tasks`);
        };
        const report = await verifyBundle(dir, { evaluate, onProgress });
        if (terminal.err.isTTY) terminal.err.write('\r');
        const differences = other === undefined ? undefined : await compareBundles(dir, other);
        if (options.json) lineTo(terminal.out)(JSON.stringify({ ...report, differences }));
        else {
          print(report, terminal);
          if (differences && other) printComparison(differences, other, terminal);
        }
        done(report.ok && !differences?.length ? 0 : 1);
      } finally {
        await evaluate.close();
      }
    });
