import { sampleTasks } from '@firefly/bundle/testing/sample-bundle';
import { sampleToolRows } from '@firefly/bundle/testing/sample-tools';
import { functionName } from '@firefly/domain/dataset/function-name';
import { stateKey } from '@firefly/domain/identity';
import { expect, test } from 'vitest';
import { stockClients } from '../testing/mcp-clients.ts';
import { boats, listBoats, recorded } from '../testing/mcp-samples.ts';
import { ask, open, runningSimulator } from '../testing/running.ts';

const SESSIONS = 100;
const [distance] = sampleTasks;
const rowOf = (name: string) => {
  const row = sampleToolRows.find((one) => one.name === name);
  if (row === undefined) throw new Error(`no tool ${name}`);
  return row;
};
if (distance === undefined) throw new Error('no samples');

test('sessions at once follow each its own state and offer, whoever asks beside', async () => {
  const paint = { fingerprint: rowOf('paint_boat').fingerprint, arguments: { name: 'Aurora' } };
  const painted = { content: [{ type: 'text', text: 'painted' }] };
  const after = { content: [{ type: 'text', text: 'Aurora is red now' }] };
  const task = { ...boats, offered_tools: [...boats.offered_tools, 'harbour/paint_boat'] };
  await using simulator = await runningSimulator(
    [distance, task],
    [
      recorded(rowOf('paint_boat'), paint.arguments, 'result', painted),
      recorded(rowOf('list_boats'), { city: 'riga' }, 'result', after, stateKey([paint])),
    ],
  );
  const { url } = simulator;
  const rollout = async (_: unknown, at: number): Promise<void> => {
    const [, connect] = stockClients[at % stockClients.length] ?? [];
    const token = await open(url, at % 4 === 3 ? distance.id : task.id);
    await using client = (await connect?.({ url: `${url}/mcp`, token })) ?? null;
    const list = () => client?.call('harbour__list_boats', { city: 'riga' });
    if (at % 4 === 3) {
      const offered = (await client?.list())?.map(({ name }) => name);
      expect(offered).toEqual(distance.offered_tools.map(functionName));
      const paintIt = client?.call('harbour__paint_boat', paint.arguments);
      await expect(paintIt).rejects.toMatchObject({ code: -32602 });
    } else {
      expect(await list()).toMatchObject(listBoats.result as object);
      if (at % 4 === 0) {
        expect(await client?.call('harbour__paint_boat', paint.arguments)).toMatchObject(painted);
        expect(await list()).toMatchObject(after);
      } else expect(await list()).toMatchObject(listBoats.result as object);
    }
    const { body } = await ask(`${url}/v1/sessions/${token}`, 'GET');
    expect(body).toMatchObject({ calls: [3, 2, 2, 1][at % 4] });
  };
  await Promise.all(Array.from({ length: SESSIONS }, rollout));
});
