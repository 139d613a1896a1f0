import { recordingId } from '@firefly/bundle/rows';
import { recordingOf, sampleTasks } from '@firefly/bundle/testing/sample-bundle';
import { sampleTools } from '@firefly/bundle/testing/sample-tools';
import { sha256, stateKey } from '@firefly/domain/identity';
import { expect, test } from 'vitest';
import { ask, runningSimulator } from './testing/running.ts';

const [distance, boats] = sampleTasks;
const first = boats?.calls[0];
if (!distance || !boats || !first) throw new Error('no samples');
const listBoats = { server: 'harbour', tool: 'list_boats', arguments: { city: 'riga' } };
const meta = (tier: string, recording: unknown) => ({ 'dev.firefly/replay': { tier, recording } });

test('a session offers the tools of its task only, and answers from the recordings', async () => {
  await using simulator = await runningSimulator([distance, boats]);
  const { url } = simulator;
  expect((await ask(`${url}/healthz`, 'GET')).body).toEqual({
    ...{ status: 'ok', tasks: 2, recordings: 5 },
  });
  const opened = await ask(`${url}/v1/sessions`, 'POST', { task_id: boats.id });
  expect(opened.status).toBe(201);
  expect(opened.body.prompt).toBe(boats.prompt);
  expect(opened.body.tools).toEqual(
    boats.offered_tools.map((id) => {
      const tool = sampleTools.find((one) => `${one.server}/${one.name}` === id);
      const { server, name, description, inputSchema } = tool ?? {};
      return { server, name, description, input_schema: inputSchema };
    }),
  );
  const call = (body: object) =>
    ask(`${url}/v1/sessions/${opened.body.session}/call`, 'POST', body);

  const exact = await call(listBoats);
  const recording = recordingOf(first, []);
  expect(exact.body).toEqual({ result: first.result, _meta: meta('exact', recording.id) });
  expect(exact.text).toContain(recording.response);

  const miss = await call({ ...listBoats, arguments: { city: 'Riga' } });
  expect(miss.status).toBe(200);
  expect(miss.body).toMatchObject({ result: { isError: true }, _meta: meta('miss', null) });

  const foreign = await call({ server: 'places', tool: 'search_cities', arguments: {} });
  expect(foreign.body).toMatchObject({ error: { code: -32602 }, _meta: meta('miss', null) });
});

test('recorded errors and changed state are followed within a session, not across sessions', async () => {
  const paint = sampleTools.find((tool) => tool.name === 'paint_boat');
  const painted = { fingerprint: paint?.fingerprint ?? '', arguments: { name: 'Aurora' } };
  const response = '{"code":-32000,"message":"painted over"}';
  const base = {
    ...recordingOf(first, []),
    kind: 'error' as const,
    response,
    sha256: sha256(response),
  };
  const stated = (more: object) => {
    const row = { ...base, ...more };
    return { ...row, id: recordingId(row) };
  };
  const task = { ...boats, offered_tools: [...boats.offered_tools, 'harbour/paint_boat'] };
  await using simulator = await runningSimulator(
    [task],
    [stated({ state_key: stateKey([painted]) }), stated({ tool: 'paint_boat', ...painted })],
  );
  const session = async () => {
    const opened = await ask(`${simulator.url}/v1/sessions`, 'POST', { task_id: task.id });
    return (body: object) =>
      ask(`${simulator.url}/v1/sessions/${opened.body.session}/call`, 'POST', body);
  };
  const [one, two] = [await session(), await session()];
  const paintBoat = { server: 'harbour', tool: 'paint_boat', arguments: { name: 'Aurora' } };
  expect((await one(paintBoat)).body.error).toEqual(JSON.parse(response));
  expect((await one(listBoats)).body.error).toEqual(JSON.parse(response));
  expect((await two(listBoats)).body.result).toEqual(first.result);
});

test('errors are problems that say what is wrong', async () => {
  await using simulator = await runningSimulator([boats]);
  const { url } = simulator;
  const sessions = `${url}/v1/sessions`;
  const { session } = (await ask(sessions, 'POST', { task_id: boats.id })).body;
  const large = { task_id: 'x'.repeat(2_000_000) };
  const cases: [Promise<Awaited<ReturnType<typeof ask>>>, number, RegExp][] = [
    [ask(sessions, 'POST', { task_id: 'none' }), 404, /none is not in this bundle/],
    [ask(sessions, 'POST', { task: 'none' }), 400, /task_id/],
    [ask(sessions, 'POST', large), 413, /large/],
    [ask(`${sessions}/gone/call`, 'POST', listBoats), 404, /not open: open one/],
    [ask(`${sessions}/${session}/call`, 'POST', { server: 'harbour' }), 400, /tool/],
    [ask(`${sessions}/${session}/call`, 'POST', { ...listBoats, arguments: [] }), 400, /arguments/],
    [ask(`${url}/v2`, 'GET'), 404, /GET \/v2/],
    [ask(`${sessions}/%E0%A4%A`, 'GET'), 400, /not a valid url/],
    [ask(`${sessions}/${'x'.repeat(1_000)}`, 'GET'), 414, /x/],
  ];
  for (const [asked, status, detail] of cases) {
    const problem = await asked;
    expect(problem.type).toContain('application/problem+json');
    expect(problem.body).toEqual({
      type: 'about:blank',
      title: expect.any(String),
      status,
      detail: expect.stringMatching(detail),
    });
    expect(problem.status).toBe(status);
  }
  expect((await ask(`${sessions}/${session}`, 'DELETE')).status).toBe(204);
  expect((await ask(`${sessions}/${session}/call`, 'POST', listBoats)).status).toBe(404);
});
