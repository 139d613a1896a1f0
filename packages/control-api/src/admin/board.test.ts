import { type QueueKey, queues } from '@firefly/contracts/queues';
import { expect, test } from 'vitest';
import { useApi } from '../testing/api.ts';

const api = useApi();
const BOARD = '/admin/queues';
const get = (path: string) => api.app().inject(`${BOARD}${path}`);

test('its page names nothing outside of the service, and may load nothing from there', async () => {
  const { body, headers } = await get('');
  expect(body.match(/(?:href|src)="[^"]*"/g)).not.toEqual([]);
  expect(body).not.toMatch(/(?:href|src)="(?:\w+:)?\/\//);
  const policy = String(headers['content-security-policy']);
  expect(policy).toMatch(/^default-src 'none';/);
  expect(policy).not.toMatch(/https?:|\*/);
  const files = [...body.matchAll(/(?:href|src)="(static\/[^"]*\.(?:js|css|svg))"/g)];
  expect(files.length).toBeGreaterThan(3);
  for (const [, file] of files) expect((await get(`/${file}`)).statusCode, file).toBe(200);
});

test('every queue is there, with what its jobs carry', async () => {
  const shown: { displayName: QueueKey; description: string }[] = (await get('/api/queues')).json()
    .queues;
  expect(shown.map(({ displayName }) => displayName).sort()).toEqual(Object.keys(queues).sort());
  for (const { displayName, description } of shown)
    for (const field of Object.keys(queues[displayName].payload.shape))
      expect(description).toContain(`${field}: `);
});

test('the schema of a payload is that of the table of queues', async () => {
  const { statusCode, body } = await get('/api/queues/board.explore/job-data-schema');
  expect(statusCode).toBe(200);
  expect(body).toContain('"runId"');
  expect(body).toContain('"additionalProperties":false');
});

test('what it cannot find is a problem, in words that its page understands', async () => {
  for (const path of ['/api/queues/nowhere/explore', '/api/nothing', '/static/nothing.js']) {
    const { statusCode, body } = await get(path);
    expect(statusCode, path).toBe(404);
    expect(body).not.toMatch(/node_modules|\n +at /);
  }
});
