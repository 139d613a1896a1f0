import type { NewJob } from '@firefly/contracts/queues';
import { startTelemetry } from '@firefly/telemetry/start';
import { type Collector, startCollector } from '@firefly/testing/collector';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type QueueKit, reaches } from './queue-kit.ts';

const link: NewJob = { queue: 'link', payload: { runId: 'run' } };
const plan: NewJob = { queue: 'plan', payload: { runId: 'run', turn: '1' } };

/** What a collector hears of queues, whatever holds them. To be the last: it is heard until the end. */
export function tracingContract({ told, open, work }: QueueKit): void {
  describe('with a collector', () => {
    let collector: Collector;
    let stop: () => Promise<void>;
    beforeAll(async () => {
      collector = await startCollector();
      const environment = { ...collector.environment, OTEL_METRIC_EXPORT_INTERVAL: '50' };
      // Where to send is read by the exporters themselves, once.
      for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
      const telemetry = await startTelemetry(
        environment,
        { name: 'test', version: '0' },
        (message) => told.errors.push(message),
      );
      stop = () => telemetry.stop();
      vi.unstubAllEnvs();
    });
    afterAll(() => collector?.close());

    const depths = (name: string) =>
      new Map(
        collector
          .metrics()
          .flatMap((metric) => (metric.name === name ? metric.points : []))
          .map((point) => [point.attributes['firefly.queue'], point.asInt ?? point.asDouble]),
      );

    test('how much waits, and since when, is told of each queue', async () => {
      const queues = await open();
      await queues.producer.enqueueAll([link, plan], 1);
      await reaches(() => depths('firefly.queue.jobs').get('link'), 1);
      await reaches(() => (depths('firefly.queue.oldest').get('plan') ?? 0) > 0, true);
      expect(depths('firefly.queue.jobs').get('export')).toBe(0);
      await work(queues);
      await reaches(() => depths('firefly.queue.jobs').get('link'), 0);
      expect(depths('firefly.queue.oldest').get('link')).toBe(0);
    });

    test('a job is linked to the one that queued it; both belong to the run', async () => {
      const queues = await open();
      let attempts = 0;
      await work(queues, {
        plan: async () => {
          await queues.producer.enqueue(link, 2);
          return { done: true };
        },
        link: async () => {
          attempts += 1;
          if (attempts === 1) throw new Error('the lamp is out');
          return { done: true };
        },
      });
      await queues.producer.enqueue(plan, 2);
      await reaches(() => told.failed.length, 1);
      await stop();
      const spans = collector
        .spans()
        .filter((s) => s.attributes['firefly.job.id']?.toString().endsWith('.r2'));
      const [planned, linked] = ['plan', 'link'].map((name) => spans.find((s) => s.name === name));
      expect(planned).toMatchObject({ links: [], attributes: { 'firefly.outcome': 'done' } });
      expect(linked).toMatchObject({
        traceId: planned?.traceId,
        parentSpanId: planned?.parentSpanId,
        links: [{ traceId: planned?.traceId, spanId: planned?.spanId }],
        attributes: {
          'firefly.outcome': 'final',
          'firefly.run.id': 'run',
          'firefly.job.attempt': 1,
        },
      });
      expect(collector.raw()).not.toContain('the lamp');
    });
  });
}
