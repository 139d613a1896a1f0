import { FailureError } from '@firefly/contracts/failure';
import { expect, test } from 'vitest';
import type { RunBundles } from './library/kept-libraries.ts';
import { makeRunsSimulator } from './simulator.ts';

/** What a simulator over these bundles answers to who opens a session, and what its operator hears. */
async function opened(open: RunBundles['open']) {
  const heard: unknown[] = [];
  const app = makeRunsSimulator(
    { open, has: async () => true },
    async () => {},
    (error) => void heard.push(error),
  );
  const body = { run_id: 'run', task_id: 'task' };
  const reply = await app.inject({ method: 'POST', url: '/v1/sessions', body });
  await app.close();
  return { reply, heard };
}

test('a store that is away is told as that, with when to come back', async () => {
  const away = new FailureError({ kind: 'transient', message: 'no Postgres at 10.0.0.1' });
  const { reply, heard } = await opened(() => Promise.reject(away));
  expect(reply.statusCode).toBe(503);
  expect(reply.headers['retry-after']).toBe('5');
  expect(reply.headers['content-type']).toContain('application/problem+json');
  expect(reply.body).not.toContain('10.0.0.1');
  expect(heard).toEqual([away]);
});

test('what went wrong inside is told to the operator alone', async () => {
  const wrong = new Error('a bad row');
  const { reply, heard } = await opened(() => Promise.reject(wrong));
  expect(reply.statusCode).toBe(500);
  expect(reply.body).not.toContain('a bad row');
  expect(heard).toEqual([wrong]);
});
