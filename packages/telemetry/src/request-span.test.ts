import { Writable } from 'node:stream';
import { type Collector, startCollector } from '@firefly/testing/collector';
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { carried, inJobSpan } from './job-span.ts';
import { makeLog } from './log.ts';
import { becauseRequested, runRequested, traceOf } from './request-span.ts';
import { endRun } from './run-trace.ts';
import { startTelemetry } from './start.ts';

const CALLER = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16) };
let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const api of [trace, metrics, context, propagation]) api.disable();
  await collector.close();
});

async function start() {
  for (const [name, value] of Object.entries(collector.environment)) vi.stubEnv(name, value);
  const service = { name: 'lighthouse', version: '1.2.3' };
  return startTelemetry(collector.environment, service, expect.unreachable as never);
}
const requested = (runId: string, traceparent: string | undefined): void =>
  runRequested({
    ...{ runId, method: 'POST', route: '/v1/runs', status: 202, traceparent },
    startTime: new Date(),
  });

test('a run, its request and a job that was queued by it are one tree, linked to the caller', async () => {
  const telemetry = await start();
  requested('one', `00-${CALLER.traceId}-${CALLER.spanId}-01`);
  const cause = await becauseRequested('one', async () => carried());
  await inJobSpan({ queue: 'plan', runId: 'one', cause, attributes: {} }, async () => {});
  endRun({
    ...{ runId: 'one', createdAt: new Date(), outcome: 'finished' },
    asked: { tasks: 1, seed: 7, engine: 'rules' },
  });
  await telemetry.stop();
  const spans = collector.spans();
  const named = (name: string) => spans.find((span) => span.name === name);
  const [root, request, job] = [named('run'), named('POST /v1/runs'), named('plan')];
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect([request?.parentSpanId, job?.parentSpanId]).toEqual([root?.spanId, root?.spanId]);
  expect(request?.links).toEqual([CALLER]);
  expect(job?.links).toEqual([{ traceId: root?.traceId, spanId: request?.spanId }]);
  expect(traceOf('one')).toEqual({ trace_id: root?.traceId, span_id: request?.spanId });
});

test.each([undefined, '', 'rubbish', `00-${'0'.repeat(32)}-${CALLER.spanId}-01`])(
  'a caller without a trace is no link: %j',
  async (traceparent) => {
    const telemetry = await start();
    requested('one', traceparent);
    await telemetry.stop();
    expect(collector.spans()).toMatchObject([{ links: [] }]);
  },
);

test('where nothing is traced a job carries nothing, and a log names no trace', async () => {
  requested('one', undefined);
  expect(await becauseRequested('one', async () => carried())).toBeUndefined();
  expect(traceOf('one')).toEqual({});
});

test('a line that is logged in a job names the trace of its run', async () => {
  const telemetry = await start();
  const lines: string[] = [];
  const out = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = makeLog('lighthouse', 'info', out);
  await inJobSpan({ queue: 'plan', runId: 'one', cause: undefined, attributes: {} }, async () =>
    log.info('the lamp is lit'),
  );
  await telemetry.stop();
  const { trace_id: traceId } = traceOf('one');
  expect(traceId).toBeDefined();
  const [{ spanId } = { spanId: '' }] = collector.spans();
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ trace_id: traceId, span_id: spanId });
});
