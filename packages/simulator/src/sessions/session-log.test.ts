import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleTasks, tempFolder } from '@firefly/bundle/testing/sample-bundle';
import { sessionLine } from '@firefly/contracts/session-log';
import { expect, test } from 'vitest';
import { ask, runningSimulator } from '../testing/running.ts';
import { openSessionLog } from './session-log.ts';

const boats = sampleTasks[1];
if (!boats) throw new Error('no sample');

test('a session that ends leaves a line: what was asked, how it was answered, what was missed', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'sessions.jsonl');
  const log = await openSessionLog(path, (error) => {
    throw error;
  });
  {
    await using simulator = await runningSimulator([boats], [], { onEnd: log.onEnd });
    const open = async () =>
      (await ask(`${simulator.url}/v1/sessions`, 'POST', { task_id: boats.id })).body.session;
    const [closed, left] = [await open(), await open()];
    const calls = [
      ...['Riga', 'Riga', 'riga', 'Ventspils'].map((city) => ({
        ...{ server: 'harbour', tool: 'list_boats', arguments: { city } },
      })),
      { server: 'elsewhere', tool: 'unknown', arguments: {} },
    ];
    const url = `${simulator.url}/v1/sessions/${closed}`;
    expect((await ask(`${url}/call`, 'POST', { calls })).body.answers).toHaveLength(5);
    expect((await ask(`${url}/verify`, 'POST', { answer: boats.answer })).body.reward).toBe(1);
    await ask(url, 'DELETE');
    expect((await ask(`${simulator.url}/v1/sessions/${left}`, 'GET')).body.calls).toBe(0);
  }
  await log.close();
  const lines = (await readFile(path, 'utf8')).trim().split('\n');
  const [first, second] = lines.map((line) => sessionLine.parse(JSON.parse(line)));
  expect(lines).toHaveLength(2);
  const { fingerprint } = boats.calls[0] ?? {};
  const missed = { server: 'harbour', tool: 'list_boats', fingerprint };
  expect(first).toMatchObject({
    ...{ task_id: boats.id, end: 'closed', calls: 5, reward: 1, faults: 0 },
    tiers: { exact: 1, normalized: 0, similar: 0, simulated: 0, miss: 4 },
    misses: [
      { ...missed, arguments: { city: 'Riga' }, count: 2 },
      { ...missed, arguments: { city: 'Ventspils' }, count: 1 },
    ],
  });
  expect(second).toMatchObject({ end: 'stopped', calls: 0, reward: null, misses: [] });
});

test('a log that cannot be written to is refused at once', async () => {
  await using folder = await tempFolder();
  await expect(openSessionLog(join(folder.path, 'none/log'), () => {})).rejects.toThrow('ENOENT');
});
