import { type RunDetail, type RunView, runDetail } from '@firefly/contracts/control-api';
import { oneModel } from '@firefly/contracts/model-spec';
import { expect, test } from 'vitest';
import { aServiceRun, useServiceApi } from '../testing/service-api.ts';
import { seedTasks } from '../testing/tasks.ts';

const api = useServiceApi();
const wanted = { servers: ['geo'], tasks: 3 };
const asking = (explore: string, write: string) => ({
  engine: 'anthropic',
  model: { models: { ...oneModel('claude-a'), explore, write } },
});
const marked = (key: string) => ({ 'idempotency-key': key });

test('a request under one key makes one run, however often and at once it comes', async () => {
  const { ask } = api();
  const sent = await Promise.all(
    Array.from({ length: 8 }, () => ask('POST', '/v1/runs', wanted, marked('at-once'))),
  );
  expect(sent.map(({ status }) => status)).toEqual(Array(8).fill(202));
  const [id, ...others] = new Set(sent.map(({ json }) => (json as RunView).id));
  expect(others).toEqual([]);
  // What is left out means its default: it is the same request.
  const same = { ...wanted, seed: 7 };
  expect(await ask('POST', '/v1/runs', same, marked('at-once'))).toMatchObject({
    ...{ status: 202, json: { id } },
  });
  const other = await ask('POST', '/v1/runs', { ...wanted, tasks: 4 }, marked('at-once'));
  expect(other).toMatchObject({ status: 409, type: expect.stringContaining('problem+json') });
  const unmarked = [await ask('POST', '/v1/runs', wanted), await ask('POST', '/v1/runs', wanted)];
  expect(new Set(unmarked.map(({ json }) => (json as RunView).id)).size).toBe(2);
});

test('a request that is sent again finds its run after its server has gone', async () => {
  const { ask } = api();
  const entry = { url: 'https://data.example/mcp' };
  expect((await ask('POST', '/v1/servers', { name: 'brief', entry })).status).toBe(201);
  const body = { servers: ['brief'] };
  const { id } = (await ask('POST', '/v1/runs', body, marked('again'))).json as RunView;
  expect((await ask('POST', `/v1/runs/${id}/cancel`)).status).toBe(200);
  expect((await ask('DELETE', '/v1/servers/brief')).status).toBe(204);
  const again = await ask('POST', '/v1/runs', body, marked('again'));
  expect(again).toMatchObject({ status: 202, json: { id } });
  const other = await ask('POST', '/v1/runs', { ...body, tasks: 3 }, marked('again'));
  expect(other.status).toBe(409);
  expect((await ask('POST', '/v1/runs', body, marked('new'))).status).toBe(422);
});

test.each([
  ['no server', { servers: [] }, 400, '#/servers'],
  ['a server twice', { servers: ['geo', 'geo'] }, 400, '#/servers'],
  ['an unknown server', { servers: ['geo', 'mars'] }, 422, '#/servers/1'],
  ['no tasks', { ...wanted, tasks: 0 }, 400, '#/tasks'],
  ['half a task', { ...wanted, tasks: 1.5 }, 400, '#/tasks'],
  ['an unknown share', { ...wanted, mix: { shapes: { star: 1 } } }, 400, '#/mix/shapes'],
  [
    'a share above one',
    { ...wanted, mix: { difficulty: { easy: 2 } } },
    400,
    '#/mix/difficulty/easy',
  ],
  ['a budget of nothing', { ...wanted, budgets: { minutes: 0 } }, 400, '#/budgets/minutes'],
  ['a misspelt key', { ...wanted, task: 3 }, 400, '#'],
  ['half a character', { ...wanted, name: '\ud800' }, 400, '#/name'],
  [
    'dollars of a model without a price',
    { ...wanted, ...asking('claude-a', 'own-b'), budgets: { dollars: 5 } },
    ...([422, '#/budgets/dollars'] as const),
  ],
  [
    'the same of each exploration',
    { ...wanted, ...asking('own-b', 'claude-a'), budgets: { exploration: { dollars: 5 } } },
    ...([422, '#/budgets/exploration/dollars'] as const),
  ],
])('a request for %s is refused with the place', async (_, body, status, pointer) => {
  const reply = await api().ask('POST', '/v1/runs', body);
  expect(reply).toMatchObject({ status, type: expect.stringContaining('problem+json') });
  const { errors, detail } = reply.json as { errors: { pointer: string }[]; detail: string };
  expect(errors.map((each) => each.pointer)[0]).toBe(pointer);
  if (pointer !== '#') expect(detail).toContain(pointer);
});

test('runs are listed page by page, the newest first, and by status', async () => {
  const { db, ask } = api();
  const ids = ['list-1', 'list-2', 'list-3'];
  for (const id of ids) await aServiceRun(db, id);
  await db.serviceRuns.move('list-2', ['running'], 'paused');
  interface Page {
    readonly items: RunView[];
    readonly next: string | null;
  }
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const at: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = (await ask('GET', `/v1/runs?limit=2${at}`)).json as Page;
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  }
  expect(seen.filter((id) => ids.includes(id))).toEqual(ids.toReversed());
  expect(new Set(seen).size).toBe(seen.length);
  const paused = (await ask('GET', '/v1/runs?status=paused')).json as Page;
  expect(paused.items.map(({ id }) => id)).toEqual(['list-2']);
  expect(await ask('GET', '/v1/runs?cursor=none')).toMatchObject({
    ...{ status: 400, json: { errors: [{ parameter: 'cursor' }] } },
  });
});

test('a run in full counts what its rows say: gates, reasons, cost', async () => {
  const { db, ask } = api();
  await aServiceRun(db, 'counted');
  await db.waves.create('counted', 0, { walked: [], final: false });
  await db.explorations.createMany('counted', 0, [{}, {}]);
  await db.explorations.explored('counted', 0, 0, { stop: 'complete' }, 1);
  const draft = (at: number) => ({ prompt: `Question ${at}?` });
  await seedTasks(db, 'counted', [
    { draft: draft(1), accepted: true },
    { draft: draft(2), accepted: false, failing: 'no-leak' },
    { draft: draft(3), accepted: false, failing: 'no-leak' },
    // Passed what is looked at first; its replay did not come through.
    { draft: draft(4), accepted: false },
    { draft: draft(5) },
  ]);
  const check = { name: 'replay', passed: false, evidence: 'another answer' };
  await db.candidates.saveVerdicts('counted', [
    { wave: 0, index: 0, ordinal: 3, verdict: { accepted: false, checks: [check], judges: [] } },
  ]);
  await db.misfits.add('counted', 0, 1, [{ frame: 'total', reason: 'the list is cut' }]);
  await db.timings.add('counted', 'explore', 250);
  await db.timings.add('counted', 'judge', 50);
  const detail: RunDetail = runDetail.parse((await ask('GET', '/v1/runs/counted')).json);
  expect(detail.yields).toEqual({
    ...{ explorations: 2, drafts: 5, passed: 2, replayed: 1, accepted: 1 },
  });
  expect(detail.reasons).toEqual({
    rejected: [
      { what: 'no-leak', count: 2 },
      { what: 'replay', count: 1 },
    ],
    misfits: [{ what: 'total: the list is cut', count: 1 }],
  });
  expect(detail.cost).toEqual({ calls: 0, jobs: 2, job_ms: 300 });
  expect(detail.forecast?.seconds_left).toBeGreaterThanOrEqual(0);
  expect(detail.progress.stages).toContainEqual({ name: 'explore', done: 1, total: 2 });
  await db.serviceRuns.move('counted', ['running'], 'paused');
  expect((await ask('GET', '/v1/runs/counted')).json).toMatchObject({ forecast: null });
});

test('moves may be asked twice, and what has ended is moved no more', async () => {
  const { db, ask } = api();
  await aServiceRun(db, 'moved');
  const move = async (what: string) => {
    const { status, json } = await ask('POST', `/v1/runs/moved/${what}`);
    return [status, (json as { status: unknown }).status];
  };
  expect(await move('resume')).toEqual([200, 'running']);
  expect(await move('pause')).toEqual([200, 'paused']);
  expect(await move('pause')).toEqual([200, 'paused']);
  expect(await move('resume')).toEqual([200, 'running']);
  expect(await move('cancel')).toEqual([200, 'cancelled']);
  expect(await move('cancel')).toEqual([200, 'cancelled']);
  expect(await move('resume')).toEqual([409, 409]);
  expect((await ask('POST', '/v1/runs/none/pause')).status).toBe(404);
  await db.runs.create({ id: 'commands', key: 'commands', spec: {} });
  expect((await ask('POST', '/v1/runs/commands/cancel')).status).toBe(409);
});
