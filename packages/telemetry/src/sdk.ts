import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  MeterProvider,
  type MetricReader,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  type IdGenerator,
  RandomIdGenerator,
  type SpanExporter,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Wanted } from './environment.ts';
import { metricExporter, type Sending, spanExporter } from './exporters.ts';
import { runIdsIn } from './run-trace.ts';
import { samplerOf } from './sampler.ts';
import { makeScraping } from './scraping.ts';
import type { Service, Telemetry } from './telemetry.ts';

/** One export takes no longer, whatever the environment says: the end of a process waits for the last. */
const MOST_EXPORT_MS = 3_000;
/** An end waits no longer for the last exports. */
const STOP_MS = 4_000;
/** Names of servers and tools come from outside. */
const LONGEST_VALUE = 256;

/** Ids by chance, but for the root span of a run. */
function ids(): IdGenerator {
  const random = new RandomIdGenerator();
  const forced = () => runIdsIn(context.active());
  return {
    generateTraceId: () => forced()?.traceId ?? random.generateTraceId(),
    generateSpanId: () => forced()?.spanId ?? random.generateSpanId(),
  };
}

/** What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say wins. */
const resourceOf = ({ name, version }: Service): Resource =>
  defaultResource()
    .merge(
      resourceFromAttributes({
        'service.name': name,
        'service.version': version,
        'process.pid': process.pid,
      }),
    )
    .merge(detectResources({ detectors: [envDetector] }));

type Stop = () => Promise<void>;

function startTraces(wanted: Wanted, resource: Resource, exporter: SpanExporter): Stop {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const delay =
    wanted.spanDelayMs === undefined ? {} : { scheduledDelayMillis: wanted.spanDelayMs };
  const provider = new TracerProvider({
    resource,
    sampler: samplerOf(wanted.sampler),
    idGenerator: ids(),
    spanLimits: { attributeValueLengthLimit: LONGEST_VALUE },
    spanProcessors: [new BatchSpanProcessor({ exporter, ...delay })],
  });
  trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown();
}

function sendMetrics({ metricIntervalMs }: Wanted, exporter: PushMetricExporter): MetricReader {
  const interval = metricIntervalMs === undefined ? {} : { exportIntervalMillis: metricIntervalMs };
  return new PeriodicExportingMetricReader({ exporter, ...interval });
}

function startMetrics(resource: Resource, readers: MetricReader[]): Stop {
  const provider = new MeterProvider({ resource, readers });
  metrics.setGlobalMeterProvider(provider);
  return () => provider.shutdown();
}

/** Registers OpenTelemetry's SDK for this process. Throws if it cannot be set up as asked. */
export function startSdk(
  wanted: Wanted,
  service: Service,
  say: (message: string) => void,
): Telemetry {
  let told = false;
  const sending: Sending = {
    timeoutMs: Math.min(wanted.timeoutMs ?? MOST_EXPORT_MS, MOST_EXPORT_MS),
    failed(error) {
      if (!told) say(`telemetry cannot be sent: ${error.message}`);
      told = true;
    },
  };
  const { traces, metrics } = wanted;
  const scraping = wanted.scraped ? makeScraping() : undefined;
  const resource = resourceOf(service);
  const stops: Stop[] = [];
  if (traces !== undefined)
    stops.push(startTraces(wanted, resource, spanExporter(traces, sending)));
  const readers = [
    ...(metrics === undefined ? [] : [sendMetrics(wanted, metricExporter(metrics, sending))]),
    ...(scraping === undefined ? [] : [scraping.reader]),
  ];
  if (readers.length > 0) stops.push(startMetrics(resource, readers));
  let stopping: Promise<void> | undefined;
  return {
    metricsText: async () => scraping?.text() ?? '',
    stop() {
      stopping ??= inTime(Promise.allSettled(stops.map((stop) => stop())));
      return stopping;
    },
  };
}

/** Waits for the last exports, but not for long. What could not be sent has been told by then. */
async function inTime(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, STOP_MS);
  });
  await Promise.race([late, work]);
  clearTimeout(timer);
}
