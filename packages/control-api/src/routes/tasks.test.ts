import { task, trajectory } from '@firefly/contracts/bundle';
import type { TaskDetail, TaskItem } from '@firefly/contracts/control-api/tasks';
import { expect, test } from 'vitest';
import { aServiceRun, useServiceApi } from '../testing/service-api.ts';
import { seedTasks } from '../testing/tasks.ts';

const api = useServiceApi();
interface Page {
  readonly items: TaskItem[];
  readonly next: string | null;
}

test('tasks are filtered by verdict, server, tool, difficulty and text', async () => {
  const { db, ask } = api();
  await aServiceRun(db, 'filtered');
  const [good, bad, open] = await seedTasks(db, 'filtered', [
    { accepted: true },
    {
      draft: {
        prompt: 'How MANY 100% wool_coats?',
        servers: ['wool'],
        needed_tools: ['wool/count'],
      },
      ...{ accepted: false, failing: 'no-leak' },
    },
    { draft: { prompt: 'Open?', difficulty: { level: 'easy', basis: 'structural' } } },
  ]);
  const of = async (query: string): Promise<string[]> => {
    const { status, json } = await ask('GET', `/v1/runs/filtered/tasks${query}`);
    expect(status).toBe(200);
    return (json as Page).items.map(({ id }) => id);
  };
  expect(await of('')).toEqual([good, bad, open]);
  expect(await of('?verdict=accepted')).toEqual([good]);
  expect(await of('?verdict=rejected')).toEqual([bad]);
  expect(await of('?verdict=open')).toEqual([open]);
  expect(await of('?server=wool')).toEqual([bad]);
  expect(await of('?tool=wool%2Fcount')).toEqual([bad]);
  expect(await of('?difficulty=easy')).toEqual([open]);
  expect(await of('?text=how%20many%20100%25')).toEqual([bad]);
  // No pattern: `_` and `%` stand for themselves.
  expect(await of('?text=wool%25coats')).toEqual([]);
  const { items } = (await ask('GET', '/v1/runs/filtered/tasks?verdict=rejected')).json as Page;
  expect(items[0]).toMatchObject({ verdict: 'rejected', failing: 'no-leak', run_id: 'filtered' });
});

test('pages hold every task once, of one run and of all', async () => {
  const { db, ask } = api();
  await aServiceRun(db, 'paged-1');
  await aServiceRun(db, 'paged-2');
  const tasks = (wave: number) =>
    Array.from({ length: 4 }, (_, at) => ({ draft: { prompt: `Question ${wave}.${at}?` } }));
  const first = await seedTasks(db, 'paged-1', tasks(0));
  const second = [
    ...(await seedTasks(db, 'paged-2', tasks(1), 0)),
    ...(await seedTasks(db, 'paged-2', tasks(2), 1)),
  ];
  const all = async (url: string, limit: number): Promise<string[]> => {
    const found: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const page = (await ask('GET', `${url}?text=Question&limit=${limit}${cursor}`)).json as Page;
      expect(page.items.length).toBeLessThanOrEqual(limit);
      found.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    return found;
  };
  for (const limit of [1, 3, 4, 200]) {
    expect(await all('/v1/runs/paged-2/tasks', limit)).toEqual(second);
    expect(await all('/v1/tasks', limit)).toEqual([...second.toReversed(), ...first.toReversed()]);
  }
});

test('a task tells its calls as a graph, its fields with what they were read off, its verdict', async () => {
  const { db, ask } = api();
  await aServiceRun(db, 'whole');
  const [id, other] = await seedTasks(db, 'whole', [
    { accepted: true },
    { draft: { prompt: 'Rejected?' }, accepted: false, failing: 'no-leak' },
  ]);
  const detail = (await ask('GET', `/v1/runs/whole/tasks/${id}`)).json as TaskDetail;
  expect(detail).toMatchObject({ id, run_id: 'whole', state: 'accepted', frame: 'extreme' });
  expect(detail.dag.nodes.map((node) => node.tool)).toEqual(detail.needed_tools);
  expect(detail.dag.edges).toEqual([
    expect.objectContaining({ from: 'c1', to: 'c2', to_pointer: '/name' }),
  ]);
  const [manager] = detail.fields;
  expect(manager).toMatchObject({ name: 'manager', value: 'Jonas Weber' });
  expect(manager?.sources.map(({ value }) => value)).toContain(5120);
  expect(detail.verdict).toMatchObject({ accepted: true });
  expect(detail.checks[0]?.evidence).toContain('model view');
  expect(detail.replay).toEqual({ passed: true, evidence: 'replayed' });
  const rejected = (await ask('GET', `/v1/runs/whole/tasks/${other}`)).json as TaskDetail;
  expect(rejected.checks.find(({ passed }) => !passed)).toMatchObject({ name: 'no-leak' });
  // What a bundle says of a task stands here too, under the same names.
  const { format: _, verdict: __, solve: ___, ...row } = task.shape;
  for (const key of Object.keys(row)) expect(detail).toHaveProperty(key);
});

test('trajectories are as in a bundle: of one task, and of all accepted ones a line each', async () => {
  const { db, ask } = api();
  await aServiceRun(db, 'golden');
  const seeded = Array.from({ length: 45 }, (_, at) => ({
    draft: { prompt: `Question ${at}?` },
    accepted: at % 9 !== 8,
    ...(at % 9 === 8 ? { failing: 'no-leak' } : {}),
  }));
  const ids = await seedTasks(db, 'golden', seeded);
  const one = await ask('GET', `/v1/runs/golden/tasks/${ids[8]}/trajectory`);
  expect(trajectory.parse(one.json).messages[0]).toMatchObject({ role: 'user' });
  const { json, type } = await ask('GET', '/v1/runs/golden/trajectories');
  expect(type).toContain('application/jsonl');
  const lines = (json as string).trimEnd().split('\n');
  expect(lines.map((line) => trajectory.parse(JSON.parse(line)).task_id)).toEqual(
    ids.filter((_, at) => at % 9 !== 8),
  );
});

test('what is not there, and what is no cursor, is a problem that says so', async () => {
  const { db, ask } = api();
  await aServiceRun(db, 'empty');
  for (const path of ['/tasks', '/trajectories', '/tasks/x', '/tasks/x/trajectory'])
    expect(await ask('GET', `/v1/runs/none${path}`)).toMatchObject({
      ...{ status: 404, type: expect.stringContaining('application/problem+json') },
      json: { detail: expect.stringContaining('no run none') },
    });
  expect(await ask('GET', '/v1/runs/empty/tasks/x')).toMatchObject({ status: 404 });
  expect(await ask('GET', '/v1/runs/a%00b/tasks')).toMatchObject({ status: 400 });
  for (const cursor of ['x', 'bnVsbA', 'WyJhIiwxLDIsMS41XQ', 'WyIAIiwwLDAsMF0'])
    expect(await ask('GET', `/v1/tasks?cursor=${cursor}`)).toMatchObject({
      ...{ status: 400, json: { errors: [{ parameter: 'cursor' }] } },
    });
  expect(await ask('GET', '/v1/tasks?limit=0')).toMatchObject({
    ...{ status: 400, json: { errors: [{ parameter: 'limit' }] } },
  });
});
