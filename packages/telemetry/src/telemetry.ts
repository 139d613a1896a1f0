/** What collects and sends the spans and metrics of this process. */
export interface Telemetry {
  /** Sends what is left, in a bounded time; never rejects. May be called again. */
  stop(): Promise<void>;
}

/** What sends: the name and version under which a collector shows it. */
export interface Service {
  readonly name: string;
  readonly version: string;
}
