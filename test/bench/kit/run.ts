import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeLifecycle } from '@firefly/service/lifecycle';
import { onSignals } from '@firefly/service/signals';
import type { Bench, Finding } from './bench.ts';
import { allReached } from './finding.ts';
import { makeProgress } from './progress.ts';
import { table } from './table.ts';

const STOP_MS = 30_000;

/** Gives what a bench found. Ctrl-C lets it close what it opened, and ends this process then. */
async function findingsOf(bench: Bench, say: (text: string) => void): Promise<readonly Finding[]> {
  const stop = new AbortController();
  const lifecycle = makeLifecycle({ deadlineMs: STOP_MS, report: say });
  const forget = onSignals(lifecycle);
  const folder = await mkdtemp(join(tmpdir(), 'firefly-bench-'));
  lifecycle.onStop('folder', () => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  // The database of a root would lie elsewhere if others could not enter.
  await chmod(folder, 0o755);
  const running = bench({ signal: stop.signal, folder, say });
  lifecycle.onStop('bench', async () => {
    stop.abort();
    await running.catch(() => {});
  });
  try {
    return await running;
  } finally {
    await lifecycle.stop();
    forget();
  }
}

/**
 * Runs a bench, prints its table and writes `NAME.json` into `results`; resolves to the exit code: 0 if
 * every bar is reached, else 1.
 */
export async function runBench(
  name: string,
  bench: Bench,
  results: string,
  terminal: { readonly out: NodeJS.WritableStream; readonly err: NodeJS.WriteStream },
): Promise<number> {
  const progress = makeProgress(terminal.err);
  const findings = await findingsOf(bench, progress.say).finally(progress.close);
  const rows = findings.flatMap((finding) => ('skipped' in finding ? [] : [finding.result]));
  await mkdir(results, { recursive: true });
  await writeFile(join(results, `${name}.json`), `${JSON.stringify(rows, null, 2)}\n`);
  terminal.out.write(`${table(findings)}\n`);
  return allReached(findings) ? 0 : 1;
}
