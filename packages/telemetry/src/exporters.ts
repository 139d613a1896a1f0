import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { OTLPMetricExporter as JsonMetrics } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufMetrics } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as JsonSpans } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufSpans } from '@opentelemetry/exporter-trace-otlp-proto';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Wanted } from './environment.ts';

/** How exports are made, and who hears of those that fail. */
export interface Sending {
  readonly timeoutMs: number;
  readonly failed: (error: Error) => void;
}

/** Lets somebody hear of failed exports; OpenTelemetry itself keeps them to itself. */
function heard<D, E extends { export(data: D, done: (result: ExportResult) => void): void }>(
  exporter: E,
  failed: Sending['failed'],
): E {
  const send = exporter.export.bind(exporter);
  exporter.export = (data, done) =>
    send(data, (result) => {
      if (result.code === ExportResultCode.FAILED)
        failed(result.error ?? new Error('the collector refused it'));
      done(result);
    });
  return exporter;
}

/** Sends spans to where the variables of OpenTelemetry say. */
export function spanExporter(
  protocol: NonNullable<Wanted['traces']>,
  { timeoutMs, failed }: Sending,
): SpanExporter {
  const Exporter = protocol === 'http/json' ? JsonSpans : ProtobufSpans;
  return heard(new Exporter({ timeoutMillis: timeoutMs }), failed);
}

/** Sends metrics to where the variables of OpenTelemetry say. */
export function metricExporter(
  protocol: NonNullable<Wanted['metrics']>,
  { timeoutMs, failed }: Sending,
): PushMetricExporter {
  const Exporter = protocol === 'http/json' ? JsonMetrics : ProtobufMetrics;
  return heard(new Exporter({ timeoutMillis: timeoutMs }), failed);
}
