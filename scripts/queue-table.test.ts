import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueueContract } from '@firefly/contracts/queues';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { queueTable, queueTableDrift, withTable } from './queue-table.ts';

const sample: QueueContract = {
  name: 'wash',
  payload: z.strictObject({ runId: z.string(), wave: z.int() }),
  result: z.null(),
  jobKey: (payload) => Object.values(z.record(z.string(), z.string()).parse(payload)).join('.'),
  retry: { attempts: 4, backoffMs: 50 },
};

test('a row says payload, job id and retry', () => {
  expect(queueTable({ wash: sample }).split('\n').at(-1)).toBe(
    '| `wash` | `runId`, `wave` | `{runId}.{wave}` | 4 attempts, from 50 ms |',
  );
});

test('only what stands between the markers is replaced, and a second time nothing', () => {
  const page = 'a\n<!-- queues:begin -->\nold\n<!-- queues:end -->\nb\n';
  const written = withTable(page, 'new');
  expect(written).toBe('a\n<!-- queues:begin -->\nnew\n<!-- queues:end -->\nb\n');
  expect(withTable(written, 'new')).toBe(written);
});

test.each([
  ['nothing', ''],
  ['no end', '<!-- queues:begin -->'],
  ['the wrong order', '<!-- queues:end --><!-- queues:begin -->'],
  [
    'two tables',
    '<!-- queues:begin --><!-- queues:end --><!-- queues:begin --><!-- queues:end -->',
  ],
])('a page with %s is refused', (_, text) => {
  expect(() => withTable(text, 'new')).toThrow('once, in this order');
});

test('drift: a missing page, an old table', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'firefly-'));
  const page = join(folder, 'page.md');
  expect(await queueTableDrift(page)).toContain('is missing');
  await writeFile(page, '<!-- queues:begin -->\n<!-- queues:end -->');
  expect(await queueTableDrift(page)).toContain('--write');
  await rm(folder, { recursive: true });
});
