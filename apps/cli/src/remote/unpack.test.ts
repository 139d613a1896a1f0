import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tempFolder } from '@firefly/bundle/testing/sample-bundle';
import { packTar, type TarEntry } from 'modern-tar';
import { expect, test } from 'vitest';
import { unpackBundle } from './unpack.ts';

const file = (name: string, body = 'x'): TarEntry => ({
  header: { name, size: Buffer.byteLength(body), type: 'file' },
  body,
});

async function unpack(entries: readonly TarEntry[], cut?: number) {
  await using folder = await tempFolder();
  const into = join(folder.path, 'into');
  await mkdir(into);
  const archive = gzipSync(await packTar(entries)).subarray(0, cut);
  const failed = await unpackBundle(new Blob([archive]).stream(), 'run-1', into).then(
    () => undefined,
    (error: Error) => error.message,
  );
  const files = await readdir(into);
  const texts = files.map(async (name) => [name, await readFile(join(into, name), 'utf8')]);
  return {
    failed,
    files: Object.fromEntries(await Promise.all(texts)),
    all: await readdir(folder.path),
  };
}

test('the files of the one folder are written', async () => {
  const large = 'line\n'.repeat(500_000);
  const folder: TarEntry = { header: { name: 'run-1/', size: 0, type: 'directory' } };
  const { failed, files } = await unpack([
    folder,
    file('run-1/manifest.json', '{}'),
    file('run-1/tasks.jsonl', large),
    file('run-1/empty.jsonl', ''),
  ]);
  expect(failed).toBeUndefined();
  expect(files).toEqual({ 'manifest.json': '{}', 'tasks.jsonl': large, 'empty.jsonl': '' });
});

test.each<[string, TarEntry[], RegExp]>([
  ['a way out', [file('../evil')], /lies outside/],
  ['a way out behind the folder', [file('run-1/../../evil')], /lies outside/],
  ['an absolute name', [file('/tmp/evil')], /lies outside/],
  ['another folder', [file('run-2/tasks.jsonl')], /lies outside/],
  ['a deeper folder', [file('run-1/a/b')], /lies outside/],
  ['a hidden file', [file('run-1/.npmrc')], /no plain file|not a plain file/],
  ['a name with a backslash', [file('run-1/..\\evil')], /not a plain file/],
  [
    'a link',
    [{ header: { name: 'run-1/tasks.jsonl', size: 0, type: 'symlink', linkname: '/etc/passwd' } }],
    /not a plain file/,
  ],
  ['a file twice', [file('run-1/a'), file('run-1/a')], /twice/],
  ['too many files', Array.from({ length: 65 }, (_, i) => file(`run-1/f${i}`)), /too many/],
  ['nothing', [], /empty/],
])('refused: %s', async (_, entries, message) => {
  const { failed, all } = await unpack(entries);
  expect(failed).toMatch(message);
  expect(all).toEqual(['into']);
});

test('an archive that breaks off is no bundle', async () => {
  const { failed } = await unpack([file('run-1/tasks.jsonl', 'x'.repeat(50_000))], 60);
  expect(failed).toBeDefined();
});
