import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { callMade, limitWaited } from './instruments.ts';
import { carried, inJobSpan } from './job-span.ts';
import { endRun, runContext } from './run-trace.ts';
import { startTelemetry } from './start.ts';

const SERVICE = { name: 'lighthouse', version: '1.2.3' };
const unheard = expect.unreachable as never;
let requests: { path: string | undefined; headers: IncomingHttpHeaders; body: string }[];
let status: number;
let url: string;
let server: ReturnType<typeof createServer>;

beforeEach(async () => {
  requests = [];
  status = 200;
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ path: request.url, headers: request.headers, body });
    response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  // Each test begins as a process does: with nothing registered.
  for (const api of [trace, metrics, context, propagation]) api.disable();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** The exporters read the address where OpenTelemetry always does. */
const start = (more: Readonly<Record<string, string>>, say: (message: string) => void) => {
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: url, ...more };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  return startTelemetry(environment, SERVICE, say);
};
const job = (runId: string, work: () => Promise<void> = async () => {}) =>
  inJobSpan({ queue: 'link', runId, cause: undefined, attributes: {} }, work);
const end = (runId: string): void =>
  endRun({
    ...{ runId, createdAt: new Date(), outcome: 'finished' },
    asked: { tasks: 1, seed: 7, engine: 'rules' },
  });

test('spans and metrics go out as protobuf, unless another protocol is asked for', async () => {
  const telemetry = await start({ OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' }, unheard);
  await job('run');
  callMade('lamps', 'light', 'ok', 12);
  await telemetry.stop();
  const types = requests.map(({ path, headers }) => [path, headers['content-type']]).sort();
  expect(types).toEqual([
    ['/v1/metrics', 'application/x-protobuf'],
    ['/v1/traces', 'application/json'],
  ]);
  expect(requests.find(({ path }) => path === '/v1/traces')?.body).toContain('lighthouse');
});

test('without a word nothing is traced, and jobs carry nothing', async () => {
  await (await startTelemetry({}, SERVICE, unheard)).stop();
  await job('run', async () => expect(carried()).toBeUndefined());
  end('run');
  expect(trace.getSpanContext(runContext('run'))?.traceId).toMatch(/^0*$/);
});

test('an address that is none is told, and nothing is sent', async () => {
  const say = vi.fn();
  await (await startTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }, SERVICE, say)).stop();
  expect(say).toHaveBeenCalledExactlyOnceWith(
    expect.stringMatching(/^telemetry is off: OTEL_EXPORTER_OTLP_ENDPOINT is no URL/),
  );
  await job('run', async () => expect(carried()).toBeUndefined());
});

test('what a job carries names its own span, in the trace that the run always has', async () => {
  const telemetry = await start({ OTEL_METRICS_EXPORTER: 'none' }, unheard);
  const { traceId, spanId } = trace.getSpanContext(runContext('run')) ?? {};
  expect(trace.getSpanContext(runContext('run'))).toMatchObject({ traceId, spanId });
  expect(trace.getSpanContext(runContext('other'))?.traceId).not.toBe(traceId);
  await job('run', async () => {
    expect(carried()).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
    expect(carried()).not.toContain(spanId);
  });
  await telemetry.stop();
});

test('a run that is not sampled sends no span, not of its jobs either', async () => {
  const off = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' };
  const telemetry = await start({ ...off, OTEL_METRICS_EXPORTER: 'none' }, unheard);
  await job('run', async () => expect(carried()).toMatch(/-00$/));
  end('run');
  await telemetry.stop();
  expect(requests).toEqual([]);
});

test('what the collector refuses is told once, and stops nobody', async () => {
  status = 400;
  const say = vi.fn();
  const telemetry = await start({ OTEL_METRIC_EXPORT_INTERVAL: '20' }, say);
  await job('run');
  limitWaited('lamps', 'sent', 12);
  await vi.waitFor(() => expect(requests.length).toBeGreaterThan(1));
  await telemetry.stop();
  expect(say).toHaveBeenCalledExactlyOnceWith(
    expect.stringMatching(/^telemetry cannot be sent: Bad Request$/),
  );
});

test('a job that throws is passed on as it is', async () => {
  const telemetry = await start({ OTEL_METRICS_EXPORTER: 'none' }, unheard);
  const problem = new Error('the lamp is out: key 4711');
  const failing = job('run', () => Promise.reject(problem));
  await expect(failing).rejects.toBe(problem);
  await telemetry.stop();
  expect(requests).toHaveLength(1);
  expect(requests[0]?.body).not.toContain('4711');
});
