import { failureOfReply } from '@firefly/domain/observing/failure';
import { afterEach, expect, test } from 'vitest';
import { contentOf, type Harness, startHarness } from '../testing/harness.ts';

let harness: Harness;
afterEach(() => harness.dispose());

const start = async (calls: number) => {
  harness = await startHarness({ fickle: { env: { FICKLE_CALLS: `${calls}` } } });
  return harness.servers;
};
const VESSEL = { vessel: 'Amber Skua' };
const CHANGED = '"the server changed this tool while we worked: it is another tool now"';

test('a tool that is changed while we work is another tool, and is not called as the old one', async () => {
  const servers = await start(2);
  await servers.list('fickle');
  const session = await servers.open('fickle');
  expect((await session.call('get_vessel', VESSEL)).kind).toBe('result');
  expect((await session.call('list_harbours', {})).kind).toBe('result');
  expect(await session.call('get_vessel', VESSEL)).toMatchObject({ kind: 'lost', text: CHANGED });
  // The others are what they were, on the same process.
  expect((await session.call('list_vessels', {})).kind).toBe('result');
  const gone = await session.call('list_keepers', {});
  expect(gone).toMatchObject({ kind: 'error' });
  expect(failureOfReply(gone)).toContain('Unknown tool: list_keepers');
});

test('a fresh process that has not changed its tools is believed', async () => {
  const servers = await start(2);
  await servers.list('fickle');
  const session = await servers.open('fickle');
  await session.call('get_vessel', VESSEL);
  await session.call('list_harbours', {});
  expect((await session.call('get_vessel', VESSEL)).kind).toBe('lost');
  const fresh = await servers.open('fickle', { fresh: true });
  expect(contentOf(await fresh.call('get_vessel', VESSEL))).toMatchObject({ name: 'Amber Skua' });
});

test('a tool that was listed after its change is called', async () => {
  const servers = await start(1);
  await servers.list('fickle');
  const session = await servers.open('fickle');
  await session.call('list_harbours', {});
  expect((await session.call('get_vessel', VESSEL)).kind).toBe('lost');
  await servers.list('fickle');
  expect((await session.call('get_vessel', { ...VESSEL, coat: 1 })).kind).toBe('result');
});
