import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { expect, test } from 'vitest';
import { makeProgram } from '../program.ts';
import { fakeTerminal } from '../testing/fake-terminal.ts';
import { sampleFolder } from '../testing/sample-folder.ts';
import { fakeService, json } from './testing/fake-service.ts';
import { sampleRun } from './testing/sample-run.ts';

type Folder = Awaited<ReturnType<typeof sampleFolder>>;

async function archiveOf({ bundle, runId }: Folder, change: (text: string) => string) {
  const names = await readdir(bundle);
  const entries = names.map(async (name) => {
    const body = change(await readFile(join(bundle, name), 'utf8'));
    const size = Buffer.byteLength(body);
    return { header: { name: `${runId}/${name}`, size, type: 'file' as const }, body };
  });
  return gzipSync(await packTar(await Promise.all(entries)));
}

/** Follows the run of the sample bundle and fetches that, as the service sends it. */
async function fetched(
  folder: Folder,
  { change = (text: string) => text, id = folder.runId, out = 'out' } = {},
) {
  const archive = await archiveOf(folder, change);
  await using service = await fakeService(({ path = '' }, response) => {
    if (path.endsWith('/events')) response.writeHead(204).end();
    else if (path.endsWith('/bundle')) response.writeHead(200).end(archive);
    else json(response, 200, { ...sampleRun, id });
  });
  const terminal = fakeTerminal(folder.path);
  const command = ['runs', 'follow', id, '--url', service.url, '--out', out];
  const code = await makeProgram(terminal)(command);
  return { code, said: terminal.out.text() };
}

test('a bundle is fetched, verified, and put in place of an older one', async () => {
  await using folder = await sampleFolder();
  for (let times = 0; times < 2; times += 1) {
    const { code, said } = await fetched(folder);
    expect(code).toBe(0);
    expect(said).toContain(`Its bundle is verified: ${join(folder.path, 'out')}\n`);
  }
  for (const name of await readdir(folder.bundle))
    expect(await readFile(join(folder.path, 'out', name), 'utf8')).toBe(
      await readFile(join(folder.bundle, name), 'utf8'),
    );
});

test('a bundle that does not verify, or is of another run, is not kept', async () => {
  await using folder = await sampleFolder();
  const change = (text: string) => text.replaceAll('243.7', '243.8');
  await expect(fetched(folder, { change })).rejects.toThrow(/does not verify: .*\.jsonl/);
  await expect(fetched(folder, { id: 'run-2' })).rejects.toThrow(/lies outside of run-2\//);
  expect((await readdir(folder.path)).toSorted()).toEqual(['bundle']);
});

test('a folder of other files is refused before the run is looked at', async () => {
  await using folder = await sampleFolder();
  await mkdir(join(folder.path, 'mine'));
  await writeFile(join(folder.path, 'mine', 'letter.txt'), 'dear');
  await expect(fetched(folder, { out: 'mine' })).rejects.toThrow(
    /holds files that are not a bundle/,
  );
  expect(await readdir(join(folder.path, 'mine'))).toEqual(['letter.txt']);
});
