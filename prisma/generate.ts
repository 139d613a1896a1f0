/**
 * Run after `npm install`: makes the Prisma client in `packages/db/src/generated`. Does nothing if
 * the client there was made from the same schema by the same Prisma.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { complaintOf, runPrisma } from '@firefly/db/migrations/prisma-cli';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'packages', 'db', 'src', 'generated', '.made-from');

async function madeFrom(): Promise<string> {
  const schema = await readFile(join(root, 'prisma', 'schema.prisma'));
  const manifest = createRequire(import.meta.url).resolve('prisma/package.json');
  return createHash('sha256')
    .update(schema)
    .update(await readFile(manifest))
    .digest('hex');
}

async function generate(): Promise<void> {
  const wanted = await madeFrom();
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return;
  const result = await runPrisma(['generate'], {});
  if (result.code !== 0) throw new Error(complaintOf(result));
  await writeFile(stamp, wanted);
}

try {
  await generate();
} catch (thrown) {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  console.error(`The Prisma client was not generated: ${message.replaceAll(/\s+/g, ' ')}`);
  process.exitCode = 1;
}
