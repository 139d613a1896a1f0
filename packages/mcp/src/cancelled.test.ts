import { failureOf } from '@firefly/contracts/failure';
import { afterEach, expect, test } from 'vitest';
import { contentOf, type Harness, startHarness } from './testing/harness.ts';

let harness: Harness;
afterEach(() => harness.dispose());

/** More often than a server may break in a row. */
const OFTEN = Array.from({ length: 6 });

test('listings that we cancel are no breaks of the server', async () => {
  harness = await startHarness({ awkward: {} });
  const { servers } = harness;
  for (const _ of OFTEN) {
    const stop = new AbortController();
    const listing = servers.list('awkward', stop.signal).catch(failureOf);
    stop.abort();
    expect(await listing).toMatchObject({ kind: 'cancelled' });
  }
  expect((await servers.list('awkward')).tools.length).toBeGreaterThan(0);
});

test('calls that we cancel are no breaks of the server', async () => {
  harness = await startHarness({ awkward: {} });
  const { servers } = harness;
  const session = await servers.open('awkward');
  const { pid } = contentOf(await session.call('echo', { value: 1 }));
  for (const _ of OFTEN) {
    const stop = new AbortController();
    const call = session.call('wait', {}, { signal: stop.signal }).catch(failureOf);
    setImmediate(() => stop.abort());
    expect(await call).toMatchObject({ kind: 'cancelled' });
  }
  expect(contentOf(await session.call('echo', { value: 2 }))).toEqual({ value: 2, pid });
  await session.close();
});
