import { openPrices } from '@firefly/host/prices';
import { readEnvironment } from '../environment.ts';
import { loadFile } from '../load-file.ts';
import { lineTo } from '../printable.ts';
import type { RunOptions } from '../run-options.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { estimateOf } from './estimate.ts';
import { estimateText } from './estimate-text.ts';

/** `firefly run --estimate`: what a run would take. No server is started, no model asked. Resolves to the exit code. */
export async function estimateRun(options: RunOptions, terminal: Terminal): Promise<number> {
  const { model, tasks, budgets } = options;
  if (model === undefined)
    throw new UsageError('--estimate goes with --engine anthropic: rules asks no model');
  const prices = await openPrices(readEnvironment(terminal.environment));
  const { servers } = await loadFile(options.servers, terminal.environment);
  const asked = { tasks, model, servers: servers.length };
  const estimate = estimateOf(asked, prices);
  if (options.json) lineTo(terminal.out)(JSON.stringify({ ...asked, ...estimate }));
  else terminal.out.write(`${estimateText(asked, estimate, budgets)}\n`);
  return 0;
}
