import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import type { MetricReader } from '@opentelemetry/sdk-metrics';

/** A reader of metrics for those who come and ask, and what it gives them. */
export interface Scraping {
  readonly reader: MetricReader;
  /** The metrics as they are now, in the text format of Prometheus. */
  text(): Promise<string>;
}

/** Makes one that listens nowhere: whoever serves HTTP in this process answers with its text. */
export function makeScraping(): Scraping {
  const reader = new PrometheusExporter({ preventServerStart: true });
  // All metrics are of one scope: a label that says so on every line would say nothing.
  const serializer = new PrometheusSerializer('', false, undefined, false, true);
  return {
    reader,
    async text() {
      const { resourceMetrics } = await reader.collect();
      return `${serializer.serialize(resourceMetrics).trimEnd()}\n`;
    },
  };
}
