import { expect, test } from 'vitest';
import { makeProgram } from './program.ts';
import { fakeService, json } from './remote/testing/fake-service.ts';
import { sampleRun } from './remote/testing/sample-run.ts';
import { fakeTerminal } from './testing/fake-terminal.ts';

const { progress: _p, yields: _y, reasons: _r, cost: _c, forecast: _f, ...listed } = sampleRun;

async function call(...args: string[]) {
  await using service = await fakeService(({ path = '' }, response) => {
    if (path.startsWith('/v1/runs?')) json(response, 200, { items: [listed], next: 'run-1' });
    else if (path === '/v1/runs/run-1/events') response.writeHead(204).end();
    else if (path === '/v1/runs') json(response, 202, listed);
    else json(response, 200, path === '/v1/runs/run-1' ? sampleRun : listed);
  });
  const terminal = fakeTerminal();
  const code = await makeProgram(terminal)([...args, '--url', service.url]);
  return { code, out: terminal.out.text(), err: terminal.err.text(), asked: service.asked };
}

test('list is a line a run, and says how to go on', async () => {
  const { out, err, asked } = await call('runs', 'list', '--status', 'finished', '--limit', '1');
  expect(out).toBe('run-1  finished   2026-11-21T12:00  2 tasks  harbour  harbours\n');
  expect(err).toBe('More: --cursor run-1\n');
  expect(asked[0]?.path).toBe('/v1/runs?status=finished&limit=1');
});

test('show says how far a run is; what it was told cannot command the terminal', async () => {
  const { out } = await call('runs', 'show', 'run-1');
  expect(out).toContain('Run run-1 (harbours) over harbour: finished');
  expect(out).toContain('2 verified tasks of 2 asked for');
  expect(out).toContain('2 × walk: nothing \\u001b[2J to look up');
});

test.each(['cancel', 'pause', 'resume'])('%s asks for it', async (move) => {
  const { out, asked } = await call('runs', move, 'run-1');
  expect(asked).toMatchObject([{ method: 'POST', path: `/v1/runs/run-1/${move}` }]);
  expect(out).toBe('Run run-1 is finished.\n');
});

test.each([
  [['runs', 'list'], { items: [listed], next: 'run-1' }],
  [['runs', 'show', 'run-1'], sampleRun],
  [['runs', 'follow', 'run-1'], { ...sampleRun, out: null }],
  [['runs', 'cancel', 'run-1'], listed],
  [['run', '--servers', 'harbour'], listed],
  [['run', '--servers', 'harbour', '--follow'], { ...sampleRun, out: null }],
])('%j --json is one document', async (args, document) => {
  const { code, out } = await call(...args, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(document);
});

test('run --url marks its request and says how the run is followed', async () => {
  const { code, out, asked } = await call('run', '--servers', 'harbour', '--tasks', '2');
  expect(code).toBe(0);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.headers['idempotency-key']).toMatch(/^[\da-f-]{36}$/);
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
    ...{ servers: ['harbour'], tasks: 2, seed: 7, engine: 'rules' },
  });
  expect(out).toMatch(/^Run run-1 is on its way: npm run firefly -- runs follow run-1 --url http/);
});

test.each([
  [['run', '--servers', 'a', '--fresh', '--url', 'http://127.0.0.1:9'], '--fresh is for a run in'],
  [['run', '--servers', 'mcp.json', '--follow'], '--follow goes with --url'],
  [['run', '--servers', 'mcp.json', '--name', 'x'], '--name goes with --url'],
])('%j would be heard by nobody', async (args, message) => {
  await expect(makeProgram(fakeTerminal())(args)).rejects.toThrow(message);
});
