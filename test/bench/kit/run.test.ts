import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bench } from './bench.ts';
import { measured } from './finding.ts';
import { runBench } from './run.ts';

let results: string;
beforeAll(async () => {
  results = join(await mkdtemp(join(tmpdir(), 'firefly-bench-test-')), 'results');
});
afterAll(() => rm(join(results, '..'), { recursive: true }));

/** Runs a bench under a name; gives its exit code and what it printed. */
async function ran(name: string, bench: Bench) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const code = await runBench(name, bench, results, { out, err: err as never });
  out.end();
  err.end();
  return { code, out: await text(out), err: await text(err) };
}

const wall = (seconds: number) => measured('wall time', 's', seconds, { of: 'value', atMost: 120 });

test('a bench that reaches its bars: 0, its table, and its file', async () => {
  const skipped = { metric: 'memory', skipped: 'no /proc' };
  const { code, out, err } = await ran('good', async ({ say }) => {
    say('round 1 of 1');
    return [wall(90), skipped];
  });
  expect([code, err]).toEqual([0, 'round 1 of 1\n']);
  expect(out).toMatch(/^metric .*\nwall time +90 .*ok\nskipped: memory \(no \/proc\)\n$/);
  expect(JSON.parse(await readFile(join(results, 'good.json'), 'utf8'))).toEqual([
    { metric: 'wall time', value: 90, unit: 's', baseline: null, ratio: null, bar: 120, ok: true },
  ]);
});

test('a missed bar: 1, and the file says so', async () => {
  const { code, out } = await ran('bad', async () => [wall(121)]);
  expect(code).toBe(1);
  expect(out).toContain('MISSED');
  const [row] = JSON.parse(await readFile(join(results, 'bad.json'), 'utf8'));
  expect(row).toMatchObject({ value: 121, ok: false });
});

test('a bench has a folder that is gone afterwards, also when it fails', async () => {
  let folder = '';
  const failing = ran('failing', async (kit) => {
    folder = kit.folder;
    expect(existsSync(folder)).toBe(true);
    throw new Error('no such server');
  });
  await expect(failing).rejects.toThrow('no such server');
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(join(results, 'failing.json'))).toBe(false);
});

test('Ctrl-C lets a bench close what it opened, and ends with 130', async () => {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'endless.fixture.ts'), results],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const folder = (await lines.next()).value ?? '';
  expect(existsSync(folder)).toBe(true);
  child.kill('SIGINT');
  expect((await lines.next()).value).toBe('closed');
  expect(await once(child, 'exit')).toEqual([130, null]);
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(join(results, 'endless.json'))).toBe(false);
});
