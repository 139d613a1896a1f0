import { renameSync } from 'node:fs';
import { appendFile, rename, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { rowsFor, sampleMeta, sampleTasks } from '@firefly/bundle/testing/sample-bundle';
import { writeBundle } from '@firefly/bundle/writer';
import { expect, test } from 'vitest';
import { makeSimulator } from '../simulator.ts';
import { bundleFolder } from '../testing/bundle-folder.ts';
import { boats, boatsWith, listBoats, marina, recorded } from '../testing/mcp-samples.ts';
import { ask, open } from '../testing/running.ts';
import { folderLibrary } from './folder-library.ts';

const [distance] = sampleTasks;
if (!distance) throw new Error('no samples');
const waiting = { timeout: 15_000 };

/** Puts a bundle of these tasks where another is. */
async function replace(dir: string, tasks: readonly (typeof boats)[]): Promise<void> {
  await writeBundle(`${dir}-new`, rowsFor(tasks), sampleMeta);
  await rename(dir, `${dir}-old`);
  await rename(`${dir}-new`, dir);
}

test('a newer bundle is taken without a refused request, and open sessions go on with the older', async () => {
  await using folder = await bundleFolder([boats]);
  const failures: unknown[] = [];
  const app = await makeSimulator(folder.dir, { onError: (error) => failures.push(error) });
  try {
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const token = await open(url, boats.id);
    const call = () => {
      const { server, tool, arguments: args } = listBoats;
      return ask(`${url}/v1/sessions/${token}/call`, 'POST', { server, tool, arguments: args });
    };
    await replace(folder.dir, [distance]);
    const healthy = async () => {
      const { status, body } = await ask(`${url}/healthz`, 'GET');
      expect([status, (await call()).status]).toEqual([200, 200]);
      const known = await ask(`${url}/v1/sessions`, 'POST', { task_id: distance.id });
      expect(known.status).toBe(body.recordings === 3 ? 201 : known.status);
      return body.recordings;
    };
    await expect.poll(healthy, waiting).toBe(3);
    expect((await call()).body).toMatchObject({ result: listBoats.result });
    const older = await ask(`${url}/v1/sessions`, 'POST', { task_id: boats.id });
    expect(older.status).toBe(404);
    expect(failures).toEqual([]);
  } finally {
    await app.close();
  }
});

test('a newer bundle that is broken is told once, and the older one stays until a whole one comes', async () => {
  await using folder = await bundleFolder([boats]);
  const failures: Error[] = [];
  const library = await folderLibrary(folder.dir, (error) => failures.push(error as Error));
  try {
    await writeFile(join(folder.dir, 'manifest.json'), '{"format":');
    await expect.poll(() => failures.length, waiting).toBe(1);
    // Time enough to look once more.
    await setTimeout(1_500);
    expect(failures).toHaveLength(1);
    expect(library.current.task(boats.id)?.prompt).toBe(boats.prompt);
    await replace(folder.dir, [distance]);
    await expect.poll(() => library.current.task(distance.id)?.prompt, waiting).toBeDefined();
    expect(failures).toHaveLength(1);
  } finally {
    library.close();
  }
});

test('a folder that is half copied is refused, by the file and its size', async () => {
  await using folder = await bundleFolder([boats]);
  const path = join(folder.dir, 'recordings.jsonl');
  const { size } = await stat(path);
  const failures: Error[] = [];
  const opened = () => folderLibrary(folder.dir, (error) => failures.push(error as Error));
  const library = await opened();
  try {
    await truncate(path, size - 1);
    await expect(opened()).rejects.toThrow(
      `recordings.jsonl has ${size - 1} bytes, manifest.json says ${size}`,
    );
    // Looked at again when the manifest came; what is whole by then is taken.
    const before = library.current;
    await utimes(join(folder.dir, 'manifest.json'), new Date(), new Date(0));
    await expect.poll(() => failures.length, waiting).toBe(1);
    expect(library.current).toBe(before);
    await appendFile(path, '\n');
    await expect.poll(() => library.current !== before, waiting).toBe(true);
    expect(library.current.task(boats.id)).toBeDefined();
    expect(failures).toHaveLength(1);
  } finally {
    library.close();
  }
});

test('a bundle that takes the place of the one being opened is not mixed with it', async () => {
  const [first, second] = [boatsWith(), boatsWith(marina)];
  const more = recorded(marina, { berth: 1 }, 'result', { content: [] });
  for (let turns = 0; turns < 40; turns += 1) {
    await using older = await bundleFolder([first]);
    await using newer = await bundleFolder([second], [more], [marina]);
    const opening = folderLibrary(older.dir, () => {});
    for (let at = 0; at < turns; at += 1) await setImmediate();
    renameSync(older.dir, `${older.dir}-old`);
    renameSync(newer.dir, older.dir);
    const library = await opening;
    const { recordings } = library.current;
    const offered = library.current.task(boats.id)?.tools.size;
    library.close();
    // Both of the one bundle, or both of the other.
    const seen = [recordings.count, offered];
    expect([
      [2, first.offered_tools.length],
      [3, second.offered_tools.length],
    ]).toContainEqual(seen);
  }
});
