/** What collects and sends the spans and metrics of this process. */
export interface Telemetry {
  /** The metrics as they are now, in the text format of Prometheus; empty where none are kept for that. */
  metricsText(): Promise<string>;
  /** Sends what is left, in a bounded time; never rejects. May be called again. */
  stop(): Promise<void>;
}

/** What sends: the name and version under which a collector shows it. */
export interface Service {
  readonly name: string;
  readonly version: string;
  /** Keeps the metrics for `metricsText`, whatever else is sent: somebody may come to ask. */
  readonly scraped?: boolean;
}
