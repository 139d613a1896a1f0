import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { Database } from '@firefly/db/database';
import type { FastifyInstance } from 'fastify';
import { unpackTar } from 'modern-tar';
import { expect, test, vi } from 'vitest';
import { aServiceRun, useServiceApi } from '../testing/service-api.ts';

const api = useServiceApi();
const HOST = { host: 'localhost' };

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

async function aBundle(db: Database, id: string, files: Record<string, Uint8Array>) {
  await aServiceRun(db, id);
  await db.bundles.save(
    id,
    Object.entries(files).map(([name, bytes]) => ({ name, bytes: chunks(bytes) })),
  );
  await db.runs.finish(id, {});
}

async function portOf(app: FastifyInstance): Promise<number> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
  return (app.server.address() as AddressInfo).port;
}

test('a bundle is one folder in an archive, and the same archive each time', async () => {
  const { db, app } = api();
  const files: Record<string, Uint8Array> = {
    'manifest.json': Buffer.from('{}'),
    // Incompressible, so that what flows is what is stored.
    'tasks.jsonl': randomBytes(2_500_000),
    'rejected.jsonl': new Uint8Array(),
  };
  await aBundle(db, 'whole', files);
  const reply = await app.inject({ url: '/v1/runs/whole/bundle', headers: HOST });
  expect(reply.headers).toMatchObject({
    'content-type': 'application/gzip',
    'content-disposition': 'attachment; filename="whole.tar.gz"',
  });
  const entries = await unpackTar(gunzipSync(reply.rawPayload));
  expect(entries.map(({ header }) => header.name)).toEqual(
    Object.keys(files)
      .toSorted()
      .map((name) => `whole/${name}`),
  );
  for (const { header, data } of entries)
    expect(Buffer.from(data ?? []).equals(files[header.name.slice(6)] ?? Buffer.of(0))).toBe(true);
  const { etag = '' } = reply.headers;
  const again = {
    url: '/v1/runs/whole/bundle',
    headers: { ...HOST, 'if-none-match': `W/${etag}` },
  };
  expect(await app.inject(again)).toMatchObject({ statusCode: 304, body: '' });
  const head = await app.inject({ method: 'HEAD', url: '/v1/runs/whole/bundle', headers: HOST });
  expect([head.statusCode, head.headers.etag, head.body]).toEqual([200, etag, '']);
});

test('one file of it is told with its type and size', async () => {
  const { db, app, ask } = api();
  await aBundle(db, 'files', { 'manifest.json': Buffer.from('{"a":1}') });
  const url = '/v1/runs/files/bundle/manifest.json';
  const { status, type, json } = await ask('GET', url);
  expect([status, type, json]).toEqual([200, 'application/json; charset=utf-8', { a: 1 }]);
  const head = await app.inject({ method: 'HEAD', url, headers: HOST });
  expect([head.headers['content-length'], head.body]).toEqual(['7', '']);
  expect(await ask('GET', '/v1/runs/files/bundle/..%2Fsecrets')).toMatchObject({ status: 404 });
});

test('without a bundle it says what to wait for', async () => {
  const { db, ask } = api();
  const told = async (id: string): Promise<string> => {
    const { status, json } = await ask('GET', `/v1/runs/${id}/bundle`);
    expect(status).toBe(409);
    return (json as { detail: string }).detail;
  };
  await aServiceRun(db, 'waiting');
  expect(await told('waiting')).toContain('/v1/runs/waiting/events');
  await db.serviceRuns.move('waiting', ['running'], 'paused');
  expect(await told('waiting')).toContain('/v1/runs/waiting/resume');
  await db.serviceRuns.move('waiting', ['paused'], 'cancelled');
  expect(await told('waiting')).toContain('was cancelled');
  await db.runs.create({ id: 'command', key: 'command', spec: {} });
  expect(await told('command')).toContain('belongs to a command');
  expect((await ask('GET', '/v1/runs/none/bundle')).status).toBe(404);
});

test('who reads slowly holds back the reading of pieces; who goes away ends it', async () => {
  const { db, app } = api();
  const PIECES = 40;
  await aBundle(db, 'large', { 'tasks.jsonl': randomBytes(PIECES << 20) });
  const piece = vi.spyOn(db.bundles, 'piece');
  const port = await portOf(app);
  const request = get({ port, path: '/v1/runs/large/bundle' });
  const [reply] = (await once(request, 'response')) as [IncomingMessage];
  await once(reply, 'readable');
  // Until nothing more is read for somebody who takes nothing.
  let read = -1;
  await vi.waitUntil(
    () => {
      const still = piece.mock.calls.length === read;
      read = piece.mock.calls.length;
      return still;
    },
    { interval: 500, timeout: 20_000 },
  );
  expect(read).toBeLessThan(PIECES / 2);
  reply.destroy();
  await vi.waitFor(async () => {
    const open = await new Promise((done) => app.server.getConnections((_, count) => done(count)));
    expect(open).toBe(0);
  });
  expect(piece.mock.calls.length).toBeLessThan(PIECES / 2 + 2);
  piece.mockRestore();
});

test.each(['bundle', 'bundle/tasks.jsonl'])('a removal meanwhile breaks off %s', async (what) => {
  const { db, app } = api();
  await aBundle(db, 'going', { 'tasks.jsonl': randomBytes(40 << 20) });
  const request = get({ port: await portOf(app), path: `/v1/runs/going/${what}` });
  const [reply] = (await once(request, 'response')) as [IncomingMessage];
  expect(reply.statusCode).toBe(200);
  await once(reply, 'readable');
  expect(await db.runs.remove('going')).toBe(true);
  await expect(reply.resume().toArray()).rejects.toThrow('aborted');
});
