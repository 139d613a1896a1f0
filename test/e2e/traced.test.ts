import { queues } from '@firefly/contracts/queues';
import { runSummary } from '@firefly/pipeline/summary';
import { type Collector, startCollector } from '@firefly/testing/collector';
import { harbours, keepers } from '@firefly/testing/servers/atlas-data';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tasksOf } from './bundle-of.ts';
import type { Ended } from './command.ts';
import { makePlace, type Place } from './place.ts';
import { ATLAS } from './servers-file.ts';
import { callsIn, faultsOf } from './spans.ts';

/** Nobody asks for the check of a server here. */
const RUN_QUEUES = new Set(Object.keys(queues).filter((queue) => queue !== 'check'));

const SECRET = 'lantern-oil-4711-xyz';
/** Made in two waves. */
const TASKS = 2;
// A busy machine may take long; a hang is ended, and told, by the command itself.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let place: Place;
beforeAll(async () => {
  place = await makePlace({ ATLAS_LICENCE: SECRET });
  await place.serve('mcp.json', {
    atlas: { ...ATLAS, log: 'atlas.log', options: { rateLimit: { concurrency: 3 } } },
  });
});
afterAll(() => place?.close());

const args = (out: string): string[] => [
  ...['run', '--servers', place.at('mcp.json'), '--out', place.at(out)],
  ...['--tasks', String(TASKS), '--json'],
];

const summaryOf = ({ out }: Ended) => runSummary.loose().parse(JSON.parse(out));

const sum = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce<number>((total, each) => total + (each ?? 0), 0);

/** The last point of each series of a metric in one export after the other, which count from the start. */
function last(collector: Collector, name: string) {
  const points = collector.metrics().flatMap((m) => (m.name === name ? m.points : []));
  return [...new Map(points.map((p) => [JSON.stringify(p.attributes), p])).values()];
}

async function traced<T>(use: (collector: Collector) => Promise<T>): Promise<T> {
  const collector = await startCollector();
  try {
    return await use(collector);
  } finally {
    await collector.close();
  }
}

test('a run is one tree: its jobs below its root, their tool calls below them', () =>
  traced(async (collector) => {
    const more = { OTEL_METRIC_EXPORT_INTERVAL: '200' };
    const ended = await place.under({ ...collector.environment, ...more }).run(...args('one'));
    expect(ended, ended.err).toMatchObject({ code: 0 });
    const { calls, accepted, drafts } = summaryOf(ended);
    const spans = collector.spans();
    expect(faultsOf(spans)).toEqual([]);
    const [root] = spans.filter((span) => !span.parentSpanId);
    expect(root).toMatchObject({
      name: 'run',
      attributes: {
        'firefly.run.id': JSON.parse(ended.out).run,
        'firefly.run.tasks': TASKS,
        'firefly.run.seed': 7,
        'firefly.run.accepted': TASKS,
        'firefly.run.outcome': 'finished',
      },
    });
    const jobs = spans.filter((span) => span.parentSpanId === root?.spanId);
    expect(new Set(jobs.map(({ name }) => name))).toEqual(RUN_QUEUES);
    // Only the driver of the run queues without being a job itself.
    const unlinked = jobs.filter(({ links }) => links.length === 0);
    expect(new Set(unlinked.map(({ name }) => name))).toEqual(new Set(['plan']));
    expect(jobs.filter((job) => job.startTimeUnixNano < (root?.startTimeUnixNano ?? 0))).toEqual(
      [],
    );
    expect(callsIn(spans)).toHaveLength(calls.made);
    expect(spans).toHaveLength(1 + jobs.length + calls.made);
    const outcomes = callsIn(spans).map((call) => String(call.attributes['firefly.outcome']));
    const failed = outcomes.filter((outcome) => !['ok', 'refused'].includes(outcome));
    expect(failed).toHaveLength(calls.failed);
    const refused = outcomes.filter((outcome) => outcome === 'refused');
    expect(refused).toHaveLength(calls.invalid);

    expect(sum(last(collector, 'firefly.tool.call.duration').map((p) => p.count))).toBe(calls.made);
    expect(sum(last(collector, 'firefly.limit.wait.duration').map((p) => p.count))).toBeGreaterThan(
      calls.made,
    );
    const closed = last(collector, 'firefly.candidates');
    const taken = closed.filter((point) => point.attributes['firefly.verdict'] === 'accepted');
    expect(sum(taken.map((point) => point.asInt))).toBe(accepted);
    expect(sum(closed.map((point) => point.asInt))).toBe(drafts.written);
    for (const gauge of ['firefly.queue.jobs', 'firefly.queue.oldest'])
      expect(
        new Set(last(collector, gauge).map((point) => point.attributes['firefly.queue'])),
        gauge,
      ).toEqual(new Set(Object.keys(queues)));
    // Names, counts and outcomes: nothing of what was asked or answered, no key.
    for (const content of [SECRET, harbours[0].name, keepers[0].name])
      expect(collector.raw()).not.toContain(content);
    for (const { prompt } of await tasksOf(place.at('one')))
      expect(collector.raw()).not.toContain(prompt);
  }));

test('a run that was stopped and goes on, with another process at its side, is one tree', () =>
  traced(async (collector) => {
    const under = place.under(collector.environment);
    const stopped = under.start(...args('stopped'));
    await stopped.says(/wave 1 · discover 1\/1/);
    stopped.kill('SIGINT');
    expect((await stopped.ended).code).toBe(130);
    expect(collector.spans()).not.toEqual([]);
    const [first, second] = await Promise.all([
      under.run(...args('stopped')),
      under.run(...args('stopped')),
    ]);
    expect(first, first.err).toMatchObject({ code: 0 });
    expect(second, second.err).toMatchObject({ code: 0 });
    expect(faultsOf(collector.spans())).toEqual([]);
    // Not fewer: of a call that was cut off the next attempt may make it again.
    expect(callsIn(collector.spans()).length).toBeGreaterThanOrEqual(summaryOf(first).calls.made);
  }));

test('a collector that is away, and one that never answers, cost a run one line', async () => {
  const silent = await startCollector(false);
  const gone = await startCollector();
  await gone.close();
  try {
    const environment = {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: silent.environment.OTEL_EXPORTER_OTLP_ENDPOINT ?? '',
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: gone.environment.OTEL_EXPORTER_OTLP_ENDPOINT ?? '',
    };
    const ended = await place.under(environment).run(...args('one'), '--fresh');
    expect(ended, ended.err).toMatchObject({ code: 0 });
    expect(ended.err.match(/telemetry cannot be sent/g)).toHaveLength(1);
    expect(silent.raw()).not.toBe('');
  } finally {
    await silent.close();
  }
});
