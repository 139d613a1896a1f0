import { queues } from '@firefly/contracts/queues';
import { type Collector, startCollector } from '@firefly/testing/collector';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { makePlace, type Place } from './place.ts';
import { ATLAS } from './servers-file.ts';
import { type ServiceUnderTest, startWhole } from './service.ts';
import { untilRun } from './service-client.ts';
import { callsIn, faultsOf } from './spans.ts';

/** Nobody asks for the check of a server here. */
const RUN_QUEUES = new Set(Object.keys(queues).filter((queue) => queue !== 'check'));

const SECRET = 'lantern-oil-4711-xyz';
const CALLER = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16) };
/** Made in two waves. */
const TASKS = 2;
// A busy machine may take long.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let place: Place;
let collector: Collector;
let service: ServiceUnderTest;
let runId: string;
let metrics: string;

/** A run that was asked for over HTTP by somebody with a trace, and a service that has stopped since. */
beforeAll(async () => {
  place = await makePlace({ ATLAS_LICENCE: SECRET });
  await place.serve('mcp.json', { atlas: { ...ATLAS } });
  collector = await startCollector();
  service = await startWhole({
    ...{ ATLAS_LICENCE: SECRET, FIREFLY_SERVERS: place.at('mcp.json'), FIREFLY_HOME: place.home },
    ...{ LOG_LEVEL: 'debug', ...collector.environment },
  });
  const asked = await fetch(`${service.url}/v1/runs`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      traceparent: `00-${CALLER.traceId}-${CALLER.spanId}-01`,
    },
    body: JSON.stringify({ servers: ['atlas'], tasks: TASKS }),
  });
  runId = z.object({ id: z.string() }).parse(await asked.json()).id;
  await untilRun(service.url, runId, ['finished', 'failed', 'cancelled']);
  metrics = await (await fetch(`${service.url}/metrics`)).text();
  await service.stop('SIGTERM');
});
afterAll(async () => {
  await collector?.close();
  await place?.close();
});

const rootOf = () => collector.spans().find(({ name }) => name === 'run');

test('a run that was asked for over HTTP is one tree: its request, its jobs and their calls', () => {
  const root = rootOf();
  expect(root?.attributes).toMatchObject({
    'firefly.run.id': runId,
    'firefly.run.outcome': 'finished',
  });
  const spans = collector.spans().filter(({ traceId }) => traceId === root?.traceId);
  expect(faultsOf(spans, [CALLER.spanId])).toEqual([]);
  const below = spans.filter(({ parentSpanId }) => parentSpanId === root?.spanId);
  const [request, ...others] = below.filter(({ name }) => name === 'POST /v1/runs');
  expect(others).toEqual([]);
  expect(request?.links).toEqual([CALLER]);
  expect(request?.attributes['http.response.status_code']).toBe(202);
  const jobs = below.filter((span) => span !== request);
  expect(new Set(jobs.map(({ name }) => name))).toEqual(RUN_QUEUES);
  // What began it all, and whatever its keeper planned again, leads back to the request.
  const begun = jobs.filter(({ links }) => links[0]?.spanId === request?.spanId);
  expect(begun.length).toBeGreaterThan(0);
  expect(jobs.filter(({ links }) => links.length === 0)).toEqual([]);
  expect(callsIn(spans).length).toBeGreaterThan(0);
  for (const { parentSpanId } of callsIn(spans))
    expect(jobs.map(({ spanId }) => spanId)).toContain(parentSpanId);
});

test('lines of the log that are about the run or its jobs bear its trace', () => {
  const lines = service
    .said()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
  const traceId = rootOf()?.traceId;
  const jobs = lines.filter(({ msg }) => msg === 'job');
  expect(new Set(jobs.map(({ queue }) => queue))).toEqual(RUN_QUEUES);
  expect(new Set(jobs.map(({ trace_id }) => trace_id))).toEqual(new Set([traceId]));
  const about = lines.filter(({ run_id, msg }) => run_id === runId && msg !== 'job');
  expect(about.length).toBeGreaterThan(0);
  expect(new Set(about.map(({ trace_id }) => trace_id))).toEqual(new Set([traceId]));
});

test('the metrics of the process tell of its queues, calls, candidates, requests and runs', () => {
  for (const queue of Object.keys(queues)) {
    expect(metrics).toContain(`firefly_queue_jobs{firefly_queue="${queue}"}`);
    expect(metrics).toContain(`firefly_queue_oldest{firefly_queue="${queue}"}`);
  }
  expect(metrics).toMatch(
    /^firefly_tool_call_duration_count\{firefly_server="atlas",.*"ok"\} \d+$/m,
  );
  expect(metrics).toMatch(
    new RegExp(`^firefly_candidates_total\\{firefly_verdict="accepted"\\} ${TASKS}$`, 'm'),
  );
  expect(metrics).toMatch(
    /^http_server_request_duration_count\{http_request_method="POST",http_route="\/v1\/runs",http_response_status_code="202"\} 1$/m,
  );
  expect(metrics).toMatch(/^firefly_runs\{firefly_status="finished"\} 1$/m);
  // The route, never the path: an id would be a label of its own.
  expect(metrics).not.toContain(runId);
});
