import type { ServerResponse } from 'node:http';
import type { Progress } from '@firefly/contracts/run-events';
import { expect, test } from 'vitest';
import { makeApi } from './api.ts';
import { followRun } from './events.ts';
import { type Asked, fakeService, json } from './testing/fake-service.ts';

const at = '2026-11-21T12:00:00.000Z';
const text = (id: number, event: string, data: object): string =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify({ at, ...data })}\n\n`;
const wave = (number: number): object => ({ status: 'running', wave: number, stages: [] });

async function follow(answer: (asked: Asked, response: ServerResponse) => void) {
  await using service = await fakeService(answer);
  const waves: number[] = [];
  const statuses: string[] = [];
  const listener = {
    progress: ({ wave: number }: Progress) => void waves.push(number),
    status: (status: string) => void statuses.push(status),
  };
  const api = makeApi({ url: service.url, key: undefined });
  await followRun(api, 'run 1', listener, AbortSignal.timeout(20_000));
  return { waves, statuses, asked: service.asked };
}

test('a run is followed to its end; a comment and what a later service adds are passed over', async () => {
  const { waves, statuses, asked } = await follow((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(text(1, 'status', { status: 'running' }));
    response.write(': still here\n\n');
    response.write(text(2, 'weather', { storm: true }));
    const stages = [{ name: 'probe', done: 1, total: 2, skipped: 1 }];
    response.write(text(3, 'progress', { ...wave(1), stages, eta: 'soon' }));
    // The stream stays open: the last event ends it, not the connection.
    response.write(text(4, 'status', { status: 'finished', code: 0 }));
  });
  expect({ waves, statuses }).toEqual({ waves: [1], statuses: ['running', 'finished'] });
  expect(asked.map(({ path }) => path)).toEqual(['/v1/runs/run%201/events']);
});

test('a connection that is lost goes on behind the last event; nothing is told twice', async () => {
  const all = [wave(1), wave(2), wave(3)];
  const { waves, asked } = await follow(({ headers }, response) => {
    const last = Number(headers['last-event-id'] ?? 0);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const next = all[last];
    if (next === undefined) return response.end(text(4, 'status', { status: 'finished' }));
    // Half an event more, and the line breaks.
    response.write(`${text(last + 1, 'progress', next)}id: ${last + 2}\nevent: pro`, () =>
      response.destroy(),
    );
  });
  expect(waves).toEqual([1, 2, 3]);
  expect(asked.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '1', '2', '3']);
});

test('a service that is away for a while is asked again; 204 says that all was read', async () => {
  let times = 0;
  const { statuses } = await follow((_, response) => {
    times += 1;
    if (times === 1) json(response, 503, {});
    else response.writeHead(204).end();
  });
  expect({ statuses, times }).toEqual({ statuses: [], times: 2 });
});

test('a run that is not there, and an event that is none, end it', async () => {
  await expect(follow((_, response) => json(response, 404, {}))).rejects.toThrow('404');
  for (const data of ['{"status":"running","wave":"first","stages":7}', '{'])
    await expect(
      follow((_, response) => {
        response.writeHead(200).end(`id: 1\nevent: progress\ndata: ${data}\n\n`);
      }),
    ).rejects.toThrow(/^the service sent an event "progress" that (this.*wave.*|is not JSON)$/);
});
