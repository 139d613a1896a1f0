import { sampleToolRows } from '@firefly/bundle/testing/sample-tools';
import { type FaultPlan, faults } from '@firefly/contracts/simulator';
import { stateKey } from '@firefly/domain/identity';
import { expect, test } from 'vitest';
import { boats, listBoats, recorded } from '../testing/mcp-samples.ts';
import { ask, open, runningSimulator } from '../testing/running.ts';
import { drawFaults } from './fault-plan.ts';

const list = { server: 'harbour', tool: 'list_boats', arguments: { city: 'riga' } };
const kinds = ['latency', 'timeout', 'too_many', 'unavailable'] as const;
const plan = (more: object): FaultPlan => faults.parse(more);
const drawn = (of: FaultPlan | undefined, task: string, count: number) => {
  const draw = drawFaults(of, task);
  return Array.from({ length: count }, draw);
};
const call = async (url: string, token: string, body: object = list) =>
  (await ask(`${url}/v1/sessions/${token}/call`, 'POST', body)).body;
const faultOf = (body: { _meta: Record<string, { fault?: string }> }) =>
  body._meta['dev.firefly/replay']?.fault ?? null;

test('a seed decides, so do its task and no clock', () => {
  const some = plan({ seed: 4, latency: 0.2, timeout: 0.2, too_many: 0.2, unavailable: 0.2 });
  expect(drawn(some, 'a', 200)).toEqual(drawn(some, 'a', 200));
  expect(drawn(some, 'a', 200)).not.toEqual(drawn(some, 'b', 200));
  expect(drawn(some, 'a', 200)).not.toEqual(drawn({ ...some, seed: 5 }, 'a', 200));
  expect(new Set(drawn(undefined, 'a', 200))).toEqual(new Set([null]));
  expect(new Set(drawn(plan({}), 'a', 200))).toEqual(new Set([null]));
  expect(new Set(drawn(plan({ timeout: 1 }), 'a', 200))).toEqual(new Set(['timeout']));
});

test('shares are met, also where they make 1 together', () => {
  const shares = { latency: 0.05, timeout: 0.1, too_many: 0.25, unavailable: 0.6 };
  const met = drawn(plan(shares), 'a', 50_000);
  for (const [at, share] of Object.values(shares).entries()) {
    const count = met.filter((fault) => fault === kinds[at]).length;
    // Six standard deviations of a binomial count.
    const off = 6 * Math.sqrt(50_000 * share * (1 - share));
    expect(Math.abs(count - 50_000 * share)).toBeLessThan(off);
  }
  expect(met.filter((fault) => fault === null).length).toBeLessThan(2);
});

test('two sessions of one seed meet the same faults over the wire, and are told', async () => {
  await using simulator = await runningSimulator([boats]);
  const options = { faults: { seed: 3, too_many: 0.3, unavailable: 0.3 } };
  const rollout = async () => {
    const token = await open(simulator.url, boats.id, options);
    const met: (string | null)[] = [];
    for (let made = 0; made < 20; made += 1) met.push(faultOf(await call(simulator.url, token)));
    const { body } = await ask(`${simulator.url}/v1/sessions/${token}`, 'GET');
    const count = (fault: string) => met.filter((one) => one === fault).length;
    expect(body.faults).toEqual({
      too_many: count('too_many'),
      unavailable: count('unavailable'),
    });
    expect(body.tiers.exact).toBe(met.filter((one) => one === null).length);
    return met;
  };
  const met = await rollout();
  expect(new Set(met)).toEqual(new Set([null, 'too_many', 'unavailable']));
  expect(await rollout()).toEqual(met);
});

test('a fault is worded as its server did where that was recorded, else in the usual words', async () => {
  const row = sampleToolRows.find(({ name }) => name === 'open_boats');
  const search = sampleToolRows.find(({ name }) => name === 'search_cities');
  if (!row || !search) throw new Error('no samples');
  const own = { content: [{ type: 'text', text: 'HTTP 429: the harbour is busy' }], isError: true };
  const failed = { failure: 'tool-error' as const };
  const other = { content: [{ type: 'text', text: 'No boat 429b' }], isError: true };
  const rows = [
    { ...recorded(row, { names: ['x'] }, 'result', other), ...failed },
    { ...recorded(row, { names: [] }, 'result', own), ...failed },
    // Of another server, and one that succeeded: neither is that server's word for a fault.
    { ...recorded(search, { query: 'x' }, 'result', { ...own, content: [] }), ...failed },
    recorded(row, { names: ['503'] }, 'result', { content: [{ type: 'text', text: '503' }] }),
  ];
  await using simulator = await runningSimulator([boats], rows);
  const met = async (fault: object) =>
    call(simulator.url, await open(simulator.url, boats.id, { faults: fault }));
  expect((await met({ too_many: 1 })).result).toEqual(own);
  expect((await met({ unavailable: 1 })).result).toEqual({
    ...{ content: [{ type: 'text', text: 'Error: 503 Service Unavailable' }], isError: true },
  });
  expect((await met({ timeout: 1 })).error).toEqual({ code: -32001, message: 'Request timed out' });
  const late = await met({ latency: 1, latency_ms: 1 });
  expect([late.result, faultOf(late)]).toEqual([listBoats.result, 'latency']);
});

test('a call that met a fault has changed nothing, one that was late has', async () => {
  const paint = sampleToolRows.find(({ name }) => name === 'paint_boat');
  if (!paint) throw new Error('no samples');
  const task = { ...boats, offered_tools: [...boats.offered_tools, 'harbour/paint_boat'] };
  const args = { name: 'Aurora' };
  const red = { content: [{ type: 'text', text: 'red' }] };
  const key = stateKey([{ fingerprint: paint.fingerprint, arguments: args }]);
  const row = sampleToolRows.find(({ name }) => name === 'list_boats');
  if (!row) throw new Error('no samples');
  await using simulator = await runningSimulator(
    [task],
    [recorded(row, list.arguments, 'result', red, key)],
  );
  const after = async (shares: object, first: string) => {
    const seeds = Array.from({ length: 100 }, (_, seed) => plan({ ...shares, seed }));
    const found = seeds.find((one) => String(drawn(one, task.id, 2)) === String([first, null]));
    const token = await open(simulator.url, task.id, { faults: found });
    await call(simulator.url, token, { server: 'harbour', tool: 'paint_boat', arguments: args });
    return (await call(simulator.url, token)).result;
  };
  for (const share of ['timeout', 'too_many', 'unavailable'])
    expect(await after({ [share]: 0.5 }, share)).toEqual(listBoats.result);
  expect(await after({ latency: 0.5, latency_ms: 1 }, 'latency')).toEqual(red);
});

test('shares that make more than 1 are refused', async () => {
  await using simulator = await runningSimulator([boats]);
  const options = { task_id: boats.id, faults: { timeout: 0.6, unavailable: 0.6 } };
  expect(await ask(`${simulator.url}/v1/sessions`, 'POST', options)).toMatchObject({
    ...{ status: 400, body: { detail: expect.stringContaining('more than 1') } },
  });
});
