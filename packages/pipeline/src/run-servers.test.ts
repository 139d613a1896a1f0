import type { ToolServers } from '@firefly/domain/ports';
import { expect, test, vi } from 'vitest';
import { makeRunServers } from './run-servers.ts';

/** Servers that say when they were opened and closed. */
function watched() {
  const log: string[] = [];
  let opened = 0;
  const unused = (): never => {
    throw new Error('nobody is asked');
  };
  const open = async (runId: string): Promise<ToolServers> => {
    opened += 1;
    const name = `${runId}#${opened}`;
    log.push(`open ${name}`);
    const close = async () => void log.push(`close ${name}`);
    return { names: [], list: unused, open: unused, close };
  };
  return { log, open };
}

test('servers of a run are closed a while after its last job, and opened again when asked for', async () => {
  const { log, open } = watched();
  const servers = makeRunServers(open, () => {}, 20);
  const job = () => servers.during('a', () => servers.of('a'));
  await Promise.all([job(), job()]);
  expect(log).toEqual(['open a#1']);
  await vi.waitFor(() => expect(log).toEqual(['open a#1', 'close a#1']));
  await job();
  expect(log).toEqual(['open a#1', 'close a#1', 'open a#2']);
  await servers.close();
  expect(log.at(-1)).toBe('close a#2');
  await expect(job()).rejects.toThrow('the servers are closed');
  expect(log).toHaveLength(4);
});

test('a job that goes on keeps them, whatever other jobs and runs do', async () => {
  const { log, open } = watched();
  const servers = makeRunServers(open, () => {}, 5);
  let finish = (): void => {};
  const long = servers.during('a', async () => {
    await servers.of('a');
    await new Promise<void>((done) => {
      finish = done;
    });
  });
  await servers.during('a', () => servers.of('a'));
  await servers.during('b', () => servers.of('b'));
  await vi.waitFor(() => expect(log).toContain('close b#2'));
  expect(log).not.toContain('close a#1');
  finish();
  await long;
  await vi.waitFor(() => expect(log).toContain('close a#1'));
});

test('servers that could not be opened are opened anew; one that closes badly is told of', async () => {
  let tries = 0;
  const told: unknown[] = [];
  const failing = async (): Promise<ToolServers> => {
    tries += 1;
    if (tries === 1) throw new Error('not now');
    return { close: () => Promise.reject(new Error('it clings')) } as unknown as ToolServers;
  };
  const servers = makeRunServers(failing, (error) => void told.push(error), 5);
  const job = () => servers.during('a', () => servers.of('a'));
  await expect(job()).rejects.toThrow('not now');
  await job();
  await vi.waitFor(() => expect(told).toEqual([new Error('it clings')]));
});
