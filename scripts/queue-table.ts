import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type QueueContract, queues } from '@firefly/contracts/queues';
import { z } from 'zod';

/** The table of queues in ARCHITECTURE.md, made from the table of queues in the code. */

const begin = '<!-- queues:begin -->';
const end = '<!-- queues:end -->';
const page = join(import.meta.dirname, '..', 'ARCHITECTURE.md');

/** The table in Markdown: what a job of each queue carries, its id, and how often it is tried. */
export function queueTable(table: Readonly<Record<string, QueueContract>>): string {
  const rows = Object.values(table).map((queue) => {
    const fields = Object.keys(z.toJSONSchema(queue.payload).properties ?? {});
    const id = queue.jobKey(Object.fromEntries(fields.map((field) => [field, `{${field}}`])));
    const retry = `${queue.retry.attempts} attempts, from ${queue.retry.backoffMs} ms`;
    return `| \`${queue.name}\` | ${fields.map((field) => `\`${field}\``).join(', ')} | \`${id}\` | ${retry} |`;
  });
  const head = [
    '| queue | payload | job id, before its revision | retry |',
    '| --- | --- | --- | --- |',
  ];
  return [...head, ...rows].join('\n');
}

/** The page with the table between its two markers. Throws if it does not hold them once, in order. */
export function withTable(text: string, table: string): string {
  const [before, rest, more] = text.split(begin);
  const [, after, again] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined || more !== undefined || again !== undefined)
    throw new Error(`ARCHITECTURE.md needs the lines ${begin} and ${end} once, in this order.`);
  return `${before}${begin}\n${table}\n${end}${after}`;
}

// Every contract is one of `QueueContract`, but its `jobKey` takes only its own payload.
const contracts = queues as unknown as Readonly<Record<string, QueueContract>>;

/** What to do about the page, or null if it says what the code says. */
export async function queueTableDrift(path: string = page): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return `ARCHITECTURE.md is missing; the table of queues belongs into it.`;
  try {
    if (text === withTable(text, queueTable(contracts))) return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'The table of queues in ARCHITECTURE.md is old. Run `node scripts/queue-table.ts --write`.';
}

if (import.meta.main) {
  const table = queueTable(contracts);
  if (process.argv.includes('--write'))
    await writeFile(page, withTable(await readFile(page, 'utf8'), table));
  else console.log(table);
}
