import { expect, test } from 'vitest';
import { wantedBy } from './environment.ts';

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
const signals = (environment: Record<string, string>) => {
  const wanted = wantedBy(environment);
  return wanted && { traces: wanted.traces, metrics: wanted.metrics };
};

test.each([
  ['nothing is set', {}],
  ['the SDK is disabled', { ...ENDPOINT, OTEL_SDK_DISABLED: 'TRUE' }],
  [
    'no exporter is wanted',
    { ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' },
  ],
  ['an exporter is wanted that we have not', { OTEL_TRACES_EXPORTER: 'console' }],
  ['the address is empty', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }],
])('nothing is sent if %s', (_, environment) => {
  expect(wantedBy(environment)).toBeNull();
});

test.each([
  ['an address for both', ENDPOINT, { traces: 'http/protobuf', metrics: 'http/protobuf' }],
  [
    'an address for one',
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' },
    { traces: 'http/protobuf', metrics: undefined },
  ],
  [
    'an exporter by name, among others',
    { OTEL_TRACES_EXPORTER: 'console, otlp' },
    { traces: 'http/protobuf', metrics: undefined },
  ],
  [
    'the protocol of one',
    { ...ENDPOINT, OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/json' },
    { traces: 'http/protobuf', metrics: 'http/json' },
  ],
  [
    'a protocol that we do not speak',
    { ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_METRICS_EXPORTER: 'none' },
    { traces: 'http/protobuf', metrics: undefined },
  ],
])('what is asked for: %s', (_, environment, expected) => {
  expect(signals(environment)).toEqual(expected);
});

test('numbers that are none are as good as not set', () => {
  expect(
    wantedBy({
      ...ENDPOINT,
      OTEL_METRIC_EXPORT_INTERVAL: 'often',
      OTEL_BSP_SCHEDULE_DELAY: '250',
      OTEL_TRACES_SAMPLER_ARG: '7',
    }),
  ).toMatchObject({ metricIntervalMs: undefined, spanDelayMs: 250, sampler: { ratio: 1 } });
});
