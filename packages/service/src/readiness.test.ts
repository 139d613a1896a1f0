import { expect, test, vi } from 'vitest';
import { makeLifecycle } from './lifecycle.ts';
import { makeReadiness } from './readiness.ts';

const lifecycle = () => makeLifecycle({ deadlineMs: 1_000, report: expect.unreachable as never });

test('it is ready once it was told and all that it needs answers, until it stops', async () => {
  const own = lifecycle();
  const readiness = makeReadiness(own);
  let away = false;
  readiness.needs('The database', async () => {
    if (away) throw new Error('postgres://user:secret@host is away');
  });
  expect(await readiness.unready()).toBe('It is starting.');
  readiness.ready();
  expect(await readiness.unready()).toBeNull();
  away = true;
  // The words of the error may hold an address with its password.
  expect(await readiness.unready()).toBe('The database cannot be used now.');
  away = false;
  await own.stop();
  expect(await readiness.unready()).toBe('It is stopping.');
});

test('what does not answer in time is away, and is not asked again meanwhile', async () => {
  vi.useFakeTimers();
  try {
    const ask = vi.fn(() => new Promise<void>(() => {}));
    const readiness = makeReadiness(lifecycle());
    readiness.needs('The queues', ask);
    readiness.needs('The database', async () => {});
    readiness.ready();
    const both = Promise.all([readiness.unready(), readiness.unready()]);
    await vi.runAllTimersAsync();
    expect(await both).toEqual(Array(2).fill('The queues did not answer in time.'));
    expect(ask).toHaveBeenCalledTimes(1);
  } finally {
    vi.useRealTimers();
  }
});
