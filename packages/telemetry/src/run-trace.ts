import { hash } from 'node:crypto';
import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { SCOPE } from './scope.ts';

/**
 * The trace of a run. Its ids are made of the run's id, so all processes that work on a run, whenever they
 * do, are in one trace without telling each other. The root span is sent once, by whoever ends the run.
 */

const RUN = createContextKey('the run whose root span is begun');

/** The ids of the run whose root span is begun in this context; undefined for every other span. */
export function runIdsIn(
  active: Context,
): { readonly traceId: string; readonly spanId: string } | undefined {
  const runId = active.getValue(RUN);
  if (typeof runId !== 'string') return undefined;
  const digest = hash('sha256', `firefly run ${runId}`);
  return { traceId: digest.slice(0, 32), spanId: digest.slice(32, 48) };
}

const beginRoot = (runId: string, startTime: Date, attributes: Attributes): Span =>
  context.with(ROOT_CONTEXT.setValue(RUN, runId), () =>
    trace.getTracer(SCOPE).startSpan('run', { root: true, startTime, attributes }),
  );

/**
 * The context of a run: spans begun in it are children of its root. The root is begun for that, as it
 * knows whether the run is sampled, and never ended here, so it is not sent.
 */
export const runContext = (runId: string): Context =>
  trace.setSpan(ROOT_CONTEXT, beginRoot(runId, NEVER_SENT, {}));

const NEVER_SENT = new Date(0);

/** How a run came to its end. */
export interface RunEnd {
  readonly runId: string;
  readonly createdAt: Date;
  readonly failed: boolean;
  readonly attributes: Attributes;
}

/** Sends the root span of a run; to be called once, when its row has got its end. */
export function endRun({ runId, createdAt, failed, attributes }: RunEnd): void {
  const outcome = failed ? 'failed' : 'finished';
  const all = { 'firefly.run.id': runId, 'firefly.run.outcome': outcome, ...attributes };
  const span = beginRoot(runId, createdAt, all);
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
