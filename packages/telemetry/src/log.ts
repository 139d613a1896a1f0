import { isSpanContextValid, trace } from '@opentelemetry/api';
import { type Logger, pino } from 'pino';

/** The log of a service: one JSON object a line, with the trace it belongs to. */
export type Log = Logger;

/** The ids of the span that a line is written in, so that a log and its trace find each other. */
function here(): Record<string, string> {
  const span = trace.getActiveSpan()?.spanContext();
  return span !== undefined && isSpanContextValid(span)
    ? { trace_id: span.traceId, span_id: span.spanId }
    : {};
}

/** How much is logged. */
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Makes the log of a process. What looks like a credential is left out of it. */
export const makeLog = (
  name: string,
  level: (typeof logLevels)[number],
  out: NodeJS.WritableStream = process.stdout,
): Log =>
  pino(
    {
      ...{ name, level, mixin: here, timestamp: pino.stdTimeFunctions.isoTime },
      formatters: { level: (label) => ({ level: label }) },
      redact: ['*.authorization', '*.cookie', '*.password', 'authorization', 'cookie'],
    },
    out,
  );
