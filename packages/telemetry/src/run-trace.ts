import { hash } from 'node:crypto';
import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  isSpanContextValid,
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

/** The spans whose ids any process can name. */
type Named = 'run' | 'request';

const NAMED = createContextKey('a span of a run whose ids are made of the id of the run');

/** The ids that the span begun in this context must have; undefined for every other span. */
export function runIdsIn(
  active: Context,
): { readonly traceId: string; readonly spanId: string } | undefined {
  const named = active.getValue(NAMED) as { runId: string; which: Named } | undefined;
  return named && idsOf(named.runId, named.which);
}

const idsOf = (runId: string, which: Named) => {
  const digest = (of: string) => hash('sha256', `firefly ${of} ${runId}`);
  const spanId = digest(which).slice(32, 48);
  return { traceId: digest('run').slice(0, 32), spanId };
};

/** A context in which the next span gets the ids of this one. */
export const asNamed = (from: Context, runId: string, which: Named): Context =>
  from.setValue(NAMED, { runId, which });

const beginRoot = (runId: string, startTime: Date, attributes: Attributes): Span =>
  context.with(asNamed(ROOT_CONTEXT, runId, 'run'), () =>
    trace.getTracer(SCOPE).startSpan('run', { root: true, startTime, attributes }),
  );

/**
 * The context of a run: spans begun in it are children of its root. The root is begun for that, as it
 * knows whether the run is sampled, and never ended here, so it is not sent.
 */
export const runContext = (runId: string): Context =>
  trace.setSpan(ROOT_CONTEXT, beginRoot(runId, NEVER_SENT, {}));

/**
 * The context of the request that asked for a run, in any process and at any time: what is queued in it
 * names the request as its cause.
 */
export function requestContext(runId: string): Context {
  const root = trace.getSpanContext(runContext(runId));
  return root !== undefined && isSpanContextValid(root)
    ? trace.setSpanContext(ROOT_CONTEXT, { ...root, ...idsOf(runId, 'request') })
    : ROOT_CONTEXT;
}

const NEVER_SENT = new Date(0);

/** How a run came to its end. */
export interface RunEnd {
  readonly runId: string;
  readonly createdAt: Date;
  readonly outcome: 'finished' | 'failed' | 'cancelled';
  /** What it was asked for. */
  readonly asked: { readonly tasks: number; readonly seed: number; readonly engine: string };
  /** Undefined where nobody knows. */
  readonly accepted?: number | undefined;
}

/** Sends the root span of a run; to be called once, when its row has got its end. */
export function endRun({ runId, createdAt, outcome, asked, accepted }: RunEnd): void {
  const span = beginRoot(runId, createdAt, {
    'firefly.run.id': runId,
    'firefly.run.outcome': outcome,
    'firefly.run.tasks': asked.tasks,
    'firefly.run.seed': asked.seed,
    'firefly.run.engine': asked.engine,
    'firefly.run.accepted': accepted,
  });
  if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
