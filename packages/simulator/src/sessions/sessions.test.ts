import { sampleTools } from '@firefly/bundle/testing/sample-tools';
import { openRequest } from '@firefly/contracts/simulator';
import { stateKey } from '@firefly/domain/identity';
import { modelView } from '@firefly/domain/observing/model-view';
import { expect, test } from 'vitest';
import { openLibrary } from '../library/library.ts';
import { bundleFolder } from '../testing/bundle-folder.ts';
import { boats, listBoats, recorded } from '../testing/mcp-samples.ts';
import { ask, open, runningSimulator } from '../testing/running.ts';
import { type End, makeSessions } from './sessions.ts';

const paint = sampleTools.find(({ name }) => name === 'paint_boat');
if (!paint) throw new Error('no samples');
const task = { ...boats, offered_tools: [...boats.offered_tools, 'harbour/paint_boat'] };
const list = { server: 'harbour', tool: 'list_boats', arguments: { city: 'riga' } };
const painted = (name: string) => ({ server: 'harbour', tool: 'paint_boat', arguments: { name } });

/** Painted so, the boats are listed as `text` says. */
const listedAfter = (names: readonly string[], text: string) => {
  const { fingerprint } = paint;
  const changes = names.map((name) => ({ fingerprint, arguments: { name } }));
  const tool = { ...listBoats, name: 'list_boats' } as unknown as Parameters<typeof recorded>[0];
  const said = { content: [{ type: 'text', text }] };
  return recorded(tool, list.arguments, 'result', said, stateKey(changes));
};

const at = (url: string, token: string, path = ''): string => `${url}/v1/sessions/${token}${path}`;
const textOf = (body: { result: { content: { text: string }[] } }) => body.result.content[0]?.text;

test('a session that nobody uses ends, one that is used goes on', async () => {
  const ended: [string, End][] = [];
  const onEnd = (session: { token: string }, end: End) => void ended.push([session.token, end]);
  await using simulator = await runningSimulator([boats], [], { onEnd });
  const { url } = simulator;
  const unused = await open(url, boats.id, { ttl_seconds: 1 });
  const used = await open(url, boats.id, { ttl_seconds: 1 });
  const look = async () => {
    const { status, body } = await ask(at(url, used), 'GET');
    expect(status).toBe(200);
    expect(Date.parse(body.expires_at)).toBeGreaterThan(Date.now());
    return ended;
  };
  await expect.poll(look, { timeout: 10_000 }).toEqual([[unused, 'expired']]);
  const gone = await ask(at(url, unused, '/call'), 'POST', list);
  expect(gone).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining('open one') },
  });
  expect((await ask(at(url, used), 'DELETE')).status).toBe(204);
  expect(ended.at(-1)).toEqual([used, 'closed']);
});

test('sessions of one task do not see what the other changed, batches are made in order', async () => {
  const rows = [listedAfter(['Aurora'], 'red'), listedAfter(['Aurora', 'Petrel'], 'both red')];
  await using simulator = await runningSimulator([task], rows);
  const { url } = simulator;
  const [one, two] = [await open(url, task.id), await open(url, task.id)];
  const batch = (token: string, calls: object[]) =>
    ask(at(url, token, '/call'), 'POST', { calls }).then(({ body }) => body.answers);
  const first = await batch(one, [list, painted('Aurora'), list, painted('Petrel'), list]);
  expect(first[0].result).toEqual(listBoats.result);
  expect([textOf(first[2]), textOf(first[4])]).toEqual(['red', 'both red']);
  // In another order it was never recorded.
  const second = await batch(two, [list, painted('Petrel'), painted('Aurora'), list]);
  const tiers = second.map((each: { _meta: object }) => Object.values(each._meta)[0].tier);
  expect(tiers).toEqual(['exact', 'miss', 'miss', 'miss']);
  const told = await ask(at(url, one), 'GET');
  expect(told.body).toMatchObject({ calls: 5, tiers: { exact: 3, miss: 2 }, reward: null });
});

test('beyond its budget a session answers no more, which is counted apart', async () => {
  await using simulator = await runningSimulator([boats]);
  const { url } = simulator;
  const token = await open(url, boats.id, { budget: { calls: 3 } });
  const call = () => ask(at(url, token, '/call'), 'POST', list);
  const all = await Promise.all(Array.from({ length: 8 }, call));
  const faults = all.map(({ body }) => body._meta['dev.firefly/replay'].fault ?? null);
  expect(faults.filter((fault) => fault === 'budget')).toHaveLength(5);
  expect(textOf((await call()).body)).toBe('All 3 calls of this session are made.');
  const { body } = await ask(at(url, token), 'GET');
  expect(body).toMatchObject({ calls: 3, tiers: { exact: 3 }, faults: { budget: 6 } });
  const verified = await ask(at(url, token, '/verify'), 'POST', { answer: boats.answer });
  expect(verified.body).toMatchObject({ reward: 1, calls: { made: 3 } });
});

test('calls that are under way count against the budget', async () => {
  await using folder = await bundleFolder([boats]);
  const library = await openLibrary(folder.dir);
  const sessions = makeSessions(() => {});
  try {
    const options = openRequest.parse({ task_id: boats.id, budget: { calls: 3 } });
    const session = sessions.open(library, options);
    // Misses wait for the further tiers, so all are asked before the first is answered.
    const missed = { ...list, arguments: { city: 'Riga' } };
    const all = await Promise.all(Array.from({ length: 8 }, () => session?.call(missed)));
    expect(all.filter((one) => one?.meta.fault === 'budget')).toHaveLength(5);
    expect(session).toMatchObject({ refused: 5, calls: [{}, {}, {}] });
  } finally {
    sessions.stop();
    library.close();
  }
});

test('a trajectory tells the calls, what a model saw of them, and how they were answered', async () => {
  const [meta] = [(body: { _meta: object }) => Object.values(body._meta)[0]];
  await using simulator = await runningSimulator([boats]);
  const { url } = simulator;
  const token = await open(url, boats.id);
  const asked = [list, { ...list, arguments: { city: 'Riga' } }, { ...list, tool: 'none' }];
  const bodies = [];
  for (const one of asked) bodies.push((await ask(at(url, token, '/call'), 'POST', one)).body);
  await ask(at(url, token, '/verify'), 'POST', { answer: boats.answer });
  const { body } = await ask(at(url, token, '/trajectory'), 'GET');
  expect(body).toMatchObject({ task_id: boats.id, golden: false, tools: boats.offered_tools });
  const [user, ...turns] = body.messages;
  expect(user.content).toContain(boats.prompt);
  const answer = { id: 'answer', tool: 'submit_answer', arguments: boats.answer };
  expect(turns.pop()).toEqual({ role: 'assistant', tool_calls: [answer] });
  expect(turns).toEqual(
    asked.flatMap(({ server, tool, arguments: args }, n) => [
      {
        role: 'assistant',
        tool_calls: [{ id: `c${n + 1}`, tool: `${server}/${tool}`, arguments: args }],
      },
      { role: 'tool', tool_call_id: `c${n + 1}`, content: expect.any(String) },
    ]),
  );
  expect(turns[1].content).toBe(modelView(listBoats.result));
  expect(turns[3].content).toBe(textOf(bodies[1]));
  expect(turns[5].content).toMatch(/^Error: .*not offered/);
  expect(body.answers).toEqual(bodies.map(meta));
  expect(body.reward).toMatchObject({ reward: 1, calls: { made: 3 } });
});
