import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { driftOf } from './drift.ts';

test('the migrations make what the schema says', async () => {
  expect(await driftOf()).toBeNull();
});

test('a schema that went on without a migration is told apart, as SQL', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'firefly-drift-'));
  const schema = join(folder, 'schema.prisma');
  const text = await readFile(join(import.meta.dirname, 'schema.prisma'), 'utf8');
  await writeFile(schema, text.replace('  revision ', '  rounds Int @default(1)\n  revision '));
  expect(await driftOf(schema)).toMatch(/ALTER TABLE "runs" ADD COLUMN\s+"rounds"/);
  await rm(folder, { recursive: true });
});
