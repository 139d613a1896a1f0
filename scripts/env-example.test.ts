import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

import { envExample, envExampleDrift, everything } from './env-example.ts';

test('a variable stands below what it is for, with its default if it has one', () => {
  const text = envExample(
    z.object({
      PORT: z.coerce.number().default(8080).meta({ title: 'Where it listens.' }),
      TOKEN: z.string().meta({ title: 'Who may call.' }),
      COLOUR: z.string().optional().meta({ title: 'Of the lines.' }),
    }),
  );
  expect(text).toContain('\n# Where it listens.\nPORT=8080\n');
  expect(text).toContain('\n# Who may call. Must be set.\nTOKEN=\n');
  expect(text).toContain('\n# Of the lines.\nCOLOUR=\n');
});

test('a variable that says nothing is refused', () => {
  expect(() => envExample(z.object({ PORT: z.string() }))).toThrow('PORT has no title');
});

test('drift: a missing page, an old one, and the right one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'firefly-'));
  const page = join(folder, 'page');
  expect(await envExampleDrift(page)).toContain('is missing');
  await writeFile(page, 'OLD=1\n');
  expect(await envExampleDrift(page)).toContain('is old');
  await writeFile(page, envExample(everything));
  expect(await envExampleDrift(page)).toBeNull();
  await rm(folder, { recursive: true });
});
