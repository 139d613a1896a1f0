import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { useRun } from '../testing/run.ts';

const { database, runId } = useRun();

async function* bytes(...chunks: Uint8Array[]) {
  yield* chunks;
}

async function whole(name: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for (let part = 0; ; part++) {
    const piece = await database().bundles.piece(runId(), name, part);
    if (piece === null) return Buffer.concat(pieces);
    pieces.push(piece);
  }
}

test('the files of a bundle come back byte by byte, and a second bundle takes the place of the first', async () => {
  const { bundles } = database();
  const large = Array.from({ length: 5 }, () => randomBytes(500_000));
  await bundles.save(runId(), [{ name: 'old.jsonl', bytes: bytes(Buffer.from('x')) }]);
  await bundles.save(runId(), [
    { name: 'tasks.jsonl', bytes: bytes(...large) },
    { name: 'manifest.json', bytes: bytes(Buffer.from('{}')) },
    { name: 'empty.jsonl', bytes: bytes() },
  ]);
  expect(await bundles.files(runId())).toEqual([
    { name: 'empty.jsonl', bytes: 0 },
    { name: 'manifest.json', bytes: 2 },
    { name: 'tasks.jsonl', bytes: 2_500_000 },
  ]);
  expect((await whole('tasks.jsonl')).equals(Buffer.concat(large))).toBe(true);
});

test('a bundle that cannot be read to its end leaves the one before', async () => {
  const { bundles } = database();
  await bundles.save(runId(), [{ name: 'manifest.json', bytes: bytes(Buffer.from('1')) }]);
  async function* broken() {
    yield Buffer.from('2');
    throw new Error('the disk is gone');
  }
  const files = [{ name: 'manifest.json', bytes: broken() }];
  await expect(bundles.save(runId(), files)).rejects.toThrow('the disk is gone');
  expect(String(await whole('manifest.json'))).toBe('1');
});

test('a server is added once, and its check goes with it', async () => {
  const { serverEntries, serverChecks } = database();
  const server = { name: 'orders', entry: { url: 'https://example.org/mcp' }, addedBy: 'k1' };
  expect(await serverEntries.add(server)).toBe(true);
  expect(await serverEntries.add({ ...server, entry: {} })).toBe(false);
  expect(await serverEntries.list()).toMatchObject([server]);
  await serverChecks.begin('orders', 'c1');
  expect(await serverEntries.remove('orders')).toBe(true);
  expect(await serverEntries.remove('orders')).toBe(false);
  expect(await serverChecks.find('orders')).toBeNull();
});

test('a check that was asked for again is closed by the newer one alone', async () => {
  const { serverChecks } = database();
  await serverChecks.begin('places', 'c1');
  await serverChecks.begin('places', 'c2');
  await serverChecks.failed('places', 'c1', 'old news');
  expect(await serverChecks.find('places')).toMatchObject({ id: 'c2', status: 'pending' });
  await serverChecks.passed('places', 'c2', { tools: 3 });
  await serverChecks.failed('places', 'c2', 'too late');
  expect(await serverChecks.find('places')).toMatchObject({
    ...{ status: 'passed', report: { tools: 3 }, reason: null },
  });
});

test('a key works until it is revoked, and so do the browsers that signed in with it', async () => {
  const { apiKeys } = database();
  expect(await apiKeys.any()).toBe(false);
  await apiKeys.create({ id: 'k1', name: 'ci', scopes: ['run'], hash: 'h1' });
  expect(await apiKeys.any()).toBe(true);
  expect(await apiKeys.active('k1')).toMatchObject({ key: { name: 'ci' }, hash: 'h1' });
  expect(await apiKeys.active('k2')).toBeNull();
  expect(await apiKeys.activeAmong(['k1', 'k2'])).toEqual(new Set(['k1']));
  const later = new Date(Date.now() + 60_000);
  await apiKeys.signIn('b1', 'k1', later);
  await apiKeys.signIn('b2', 'k1', new Date(Date.now() - 1));
  expect(await apiKeys.signedIn('b1')).toMatchObject({ id: 'k1', scopes: ['run'] });
  expect(await apiKeys.signedIn('b2')).toBeNull();
  await apiKeys.signOut('b1');
  expect(await apiKeys.signedIn('b1')).toBeNull();
  await apiKeys.signIn('b3', 'k1', later);
  expect(await apiKeys.revoke('k1')).toBe(true);
  expect(await apiKeys.revoke('k1')).toBe(false);
  expect(await apiKeys.signedIn('b3')).toBeNull();
  expect(await apiKeys.active('k1')).toBeNull();
  expect(await apiKeys.activeAmong(['k1'])).toEqual(new Set());
  expect(await apiKeys.list()).toMatchObject([{ id: 'k1', name: 'ci' }]);
  expect(JSON.stringify(await apiKeys.list())).not.toContain('h1');
});

test('one leads, and another does once it has left', async () => {
  const { runs } = database();
  const first = await runs.lead('keep');
  expect(await runs.lead('keep')).toBeNull();
  const other = await runs.lead('something else');
  expect(other).not.toBeNull();
  await other?.leave();
  await first?.confirm();
  await first?.leave();
  await expect(first?.confirm()).rejects.toThrow();
  const second = await runs.lead('keep');
  expect(second).not.toBeNull();
  await second?.leave();
});
