import { z } from 'zod';

/** A list of names; what is not known counts as not said, as the specification wants it. */
const exporters = (title: string) =>
  z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .optional()
    .meta({ title });
const text = (title: string) => z.string().optional().meta({ title });
const milliseconds = (title: string) =>
  z.coerce.number().int().min(1).optional().catch(undefined).meta({ title });
const protocol = (title: string) =>
  z.enum(['http/protobuf', 'http/json']).optional().catch(undefined).meta({ title });

/**
 * The variables of OpenTelemetry that decide here. The others of its exporters (headers, certificates,
 * compression) and of the resource are read by its own packages. A wrong value is as good as none: what
 * is set for other programs of a machine must not stop ours.
 */
export const telemetrySchema = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: text(
    'A collector of OpenTelemetry, like http://localhost:4318: traces and metrics of runs go there. Left out, nothing is sent.',
  ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: text('The whole address for traces alone.'),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: text('The whole address for metrics alone.'),
  OTEL_TRACES_EXPORTER: exporters('otlp or none; none keeps traces back.'),
  OTEL_METRICS_EXPORTER: exporters('otlp or none; none keeps metrics back.'),
  OTEL_SDK_DISABLED: text('true sends nothing, whatever else is set.'),
  OTEL_EXPORTER_OTLP_PROTOCOL: protocol('http/protobuf (as if left out) or http/json.'),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocol('The same for traces alone.'),
  OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: protocol('The same for metrics alone.'),
  OTEL_EXPORTER_OTLP_TIMEOUT: milliseconds('Milliseconds for one export, at most 3000.'),
  OTEL_BSP_SCHEDULE_DELAY: milliseconds('Milliseconds between exports of spans; 5000 if left out.'),
  OTEL_METRIC_EXPORT_INTERVAL: milliseconds(
    'Milliseconds between exports of metrics; 60000 if left out.',
  ),
  OTEL_TRACES_SAMPLER: text(
    'Which runs are traced: always_on, always_off or traceidratio, each also with parentbased_ before it.',
  ),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .optional()
    .catch(undefined)
    .meta({ title: 'The share of runs for traceidratio, from 0 to 1.' }),
});

const addresses = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
] as const satisfies readonly (keyof typeof telemetrySchema.shape)[];

type Given = z.output<typeof telemetrySchema>;
type Protocol = 'http/protobuf' | 'http/json';

/** What is to be sent, and how. */
export interface Wanted {
  /** Undefined: none are sent. */
  readonly traces: Protocol | undefined;
  readonly metrics: Protocol | undefined;
  /** Metrics are kept for those who come and ask. */
  readonly scraped: boolean;
  /** For one export, repeated attempts included. */
  readonly timeoutMs: number | undefined;
  readonly spanDelayMs: number | undefined;
  readonly metricIntervalMs: number | undefined;
  readonly sampler: { readonly name: string; readonly ratio: number };
}

/**
 * One signal is sent if its exporter is named, or if no exporter is named and there is an address. Without
 * a word of either, OpenTelemetry would send to localhost; here nothing is sent.
 */
function signalOf(given: Given, signal: 'TRACES' | 'METRICS'): Protocol | undefined {
  const named = given[`OTEL_${signal}_EXPORTER`];
  const address =
    given.OTEL_EXPORTER_OTLP_ENDPOINT ?? given[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`];
  const sent = named === undefined ? address !== undefined : named.includes('otlp');
  if (!sent) return undefined;
  return (
    given[`OTEL_EXPORTER_OTLP_${signal}_PROTOCOL`] ??
    given.OTEL_EXPORTER_OTLP_PROTOCOL ??
    'http/protobuf'
  );
}

/**
 * What the environment asks for, beside being `scraped`; null if that is nothing. Throws for an address that is none: the
 * exporters would send to localhost instead.
 */
export function wantedBy(
  environment: Readonly<Record<string, string | undefined>>,
  scraped = false,
): Wanted | null {
  const set = Object.entries(environment).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const given = telemetrySchema.parse(Object.fromEntries(set));
  if (given.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return null;
  const traces = signalOf(given, 'TRACES');
  const metrics = signalOf(given, 'METRICS');
  if (traces === undefined && metrics === undefined && !scraped) return null;
  for (const name of addresses)
    if (given[name] !== undefined && !URL.canParse(given[name]))
      throw new Error(`${name} is no URL; set it to one like http://localhost:4318`);
  return {
    traces,
    metrics,
    scraped,
    timeoutMs: given.OTEL_EXPORTER_OTLP_TIMEOUT,
    spanDelayMs: given.OTEL_BSP_SCHEDULE_DELAY,
    metricIntervalMs: given.OTEL_METRIC_EXPORT_INTERVAL,
    sampler: {
      name: given.OTEL_TRACES_SAMPLER ?? 'parentbased_always_on',
      ratio: given.OTEL_TRACES_SAMPLER_ARG ?? 1,
    },
  };
}
