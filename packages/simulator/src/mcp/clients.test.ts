import { recordingOf } from '@firefly/bundle/testing/sample-bundle';
import { sampleTools } from '@firefly/bundle/testing/sample-tools';
import { functionName } from '@firefly/domain/dataset/function-name';
import { describe, expect, test } from 'vitest';
import { stockClients } from '../testing/mcp-clients.ts';
import { boats, boatsWith, listBoats, marina, recorded } from '../testing/mcp-samples.ts';
import { ask, open, runningSimulator } from '../testing/running.ts';

const replayed = (tier: string, recording: string | null) => ({
  _meta: { 'dev.firefly/replay': { tier, recording } },
});

describe.for(stockClients)('%s', ([, connect]) => {
  test('lists the tools of the task under the names of exports, and gets what was recorded', async () => {
    await using simulator = await runningSimulator([boats]);
    const token = await open(simulator.url, boats.id);
    await using client = await connect({ url: `${simulator.url}/mcp`, token });
    expect(await client.list()).toEqual(
      boats.offered_tools.map((id) => {
        const { description, inputSchema } =
          sampleTools.find((tool) => `${tool.server}/${tool.name}` === id) ?? {};
        return { name: functionName(id), description, inputSchema };
      }),
    );
    expect(await client.call('harbour__list_boats', { city: 'riga' })).toMatchObject({
      ...(listBoats.result as object),
      ...replayed('exact', recordingOf(listBoats, []).id),
    });
    // No tool of this task, though one of the bundle.
    const foreign = client.call('places__search_cities', { query: 'Lyon' });
    await expect(foreign).rejects.toMatchObject({
      code: -32602,
      message: expect.stringMatching(/Unknown tool: places__search_cities$/),
    });
  });

  test('tools of one name are told apart, and what is listed of a tool is all there', async () => {
    const calls = [
      recorded(marina, { berth: 1 }, 'result', {
        content: [{ type: 'text', text: 'Two boats' }],
        structuredContent: { boats: ['Aurora', 'Petrel'] },
        _meta: { 'example.org/took': 12 },
      }),
      // Against the schema: the server answered, so does the simulator.
      recorded(marina, { berth: 'A' }, 'error', {
        ...{ code: -32099, message: 'Berths are numbers', data: { berth: ['A'] } },
      }),
    ];
    const task = boatsWith(marina);
    await using simulator = await runningSimulator([task], calls, { tools: [marina] });
    const token = await open(simulator.url, task.id);
    await using client = await connect({ url: `${simulator.url}/mcp/${token}` });
    const listed = await client.list();
    const { title, description, inputSchema, outputSchema, annotations } = marina;
    expect(listed.at(-1)).toEqual({
      ...{ name: 'marina__list_boats', title, description, inputSchema, outputSchema, annotations },
    });
    const told = await client.call('marina__list_boats', { berth: 1 });
    expect(told).toMatchObject({ ...JSON.parse(calls[0]?.response ?? ''), ...{ _meta: {} } });
    expect(told).toMatchObject({
      _meta: {
        'example.org/took': 12,
        'dev.firefly/replay': { tier: 'exact', recording: calls[0]?.id },
      },
    });
    await expect(client.call('marina__list_boats', { berth: 'A' })).rejects.toMatchObject({
      ...{ code: -32099, message: expect.stringMatching(/Berths are numbers$/) },
      data: { berth: ['A'] },
    });
    expect(await client.call('marina__list_boats', {})).toMatchObject({
      ...{ isError: true, ...replayed('miss', null) },
      content: [{ type: 'text', text: expect.stringContaining('was not recorded') }],
    });
  });

  test('the answer is a tool only where a session asked for it', async () => {
    await using simulator = await runningSimulator([boats]);
    const token = await open(simulator.url, boats.id, { answer_tool: true });
    await using client = await connect({ url: `${simulator.url}/mcp`, token });
    expect((await client.list()).at(-1)).toMatchObject({
      ...{ name: 'submit_answer', inputSchema: boats.answer_schema },
    });
    expect(await client.call('submit_answer', { wrong: 1 })).toMatchObject({
      content: [{ type: 'text', text: 'The answer was received.' }],
    });
    const without = await open(simulator.url, boats.id);
    await using other = await connect({ url: `${simulator.url}/mcp/${without}` });
    await expect(other.call('submit_answer', {})).rejects.toMatchObject({ code: -32602 });
    const judged = await ask(`${simulator.url}/v1/sessions/${token}/verify`, 'POST', {});
    expect(judged.body).toMatchObject({ reward: 0 });
  });
});
