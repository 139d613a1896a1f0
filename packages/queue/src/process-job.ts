import { type Failure, FailureError, failureOf } from '@firefly/contracts/failure';
import { type Payload, type QueueKey, queues, type Result } from '@firefly/contracts/queues';
import { inJobSpan } from '@firefly/telemetry/job-span';
import type { Tell } from '@firefly/telemetry/span';
import { DelayedError, type Job, WaitingError } from 'bullmq';
import type { JobProcessor } from './backends/backend.ts';
import type { Handler } from './handler.ts';
import { jobError } from './job-error.ts';
import { revisionOf } from './job-id.ts';
import { orAbandon } from './or-abandon.ts';
import { parsePayload, parseResult } from './parse.ts';
import { tracedJob } from './traced-job.ts';
import { verdictOn } from './verdict.ts';

/**
 * Told when no attempt of a job is left, before the queue marks it as failed: if this process dies
 * in between, the job is found again and fails again, so it is never lost, and told twice at worst.
 * The payload is null if it does not parse.
 */
export type OnFinalFailure = (
  key: QueueKey,
  payload: Payload<QueueKey> | null,
  failure: Failure,
) => Promise<void> | void;

/** An attempt at a job, when it is over. */
export interface Attempt {
  readonly queue: QueueKey;
  readonly jobId: string;
  readonly runId: string | undefined;
  /** What becomes of the job: `done`, or a verdict on its failure. */
  readonly outcome: 'done' | ReturnType<typeof verdictOn>['kind'];
  /** Undefined if it is done. */
  readonly failure: Failure | undefined;
  readonly ms: number;
}

export interface ProcessorDependencies {
  /** Told of every attempt inside its span, for a log. */
  readonly onAttempt?: ((attempt: Attempt) => void) | undefined;
  /** Aborted when the time to drain is over; the running jobs are cancelled one by one then. */
  readonly stop: AbortSignal;
  readonly onFinalFailure: OnFinalFailure;
  readonly onError: (error: Error) => void;
}

/** How long a handler may go on after its signal. */
const GRACE_MS = 2_000;
/** How often a job may be found with a dead worker before it is taken for what kills them. */
const MOST_STALLS = 5;
/** Before a final failure that could not be reported is tried again. */
const UNREPORTED_WAIT_MS = 1_000;

/** Wraps a handler once for all queues: span, parse, run, map the failure, do what the verdict says. */
export function makeProcessor<K extends QueueKey>(
  key: K,
  handler: Handler<K>,
  { stop, onFinalFailure, onError, onAttempt }: ProcessorDependencies,
): JobProcessor {
  const run = async (
    job: Job<unknown, unknown>,
    token: string | undefined,
    cancelled: AbortSignal | undefined,
    tell: Tell,
  ): Promise<Result<K>> => {
    const signal = cancelled ?? stop;
    const startedAt = performance.now();
    const over = (outcome: Attempt['outcome'], failure?: Failure): void =>
      onAttempt?.({
        ...{ queue: key, jobId: job.id ?? '', runId: tracedJob(key, job).runId, outcome, failure },
        ms: Math.round(performance.now() - startedAt),
      });
    try {
      // For one that was fetched while the others were cancelled.
      stop.throwIfAborted();
      const result = await attempt(key, handler, job, signal);
      tell('done', false);
      over('done');
      return result;
    } catch (thrown) {
      const failure = failureOf(thrown);
      const verdict = verdictOn(failure, {
        aborted: signal.aborted || stop.aborted,
        attemptsMade: job.attemptsMade,
        attempts: job.opts.attempts ?? 1,
        postponed: postponedOf(job),
      });
      tell(verdict.kind, verdict.kind === 'retry' || verdict.kind === 'final');
      over(verdict.kind, failure);
      switch (verdict.kind) {
        case 'give-back':
          await job.moveToWait(token);
          throw new WaitingError();
        case 'postpone':
          if (verdict.counts) await job.updateProgress({ postponed: postponedOf(job) + 1 });
          return postpone(job, token, verdict.ms);
        case 'retry':
          throw jobError(failure, thrown, false);
        case 'final':
          try {
            await onFinalFailure(key, payloadOf(key, job.data), failure);
          } catch (unreported) {
            onError(unreported instanceof Error ? unreported : new Error(String(unreported)));
            return postpone(job, token, UNREPORTED_WAIT_MS);
          }
          throw jobError(failure, thrown, true);
      }
    }
  };
  // BullMQ makes a signal only for a function that declares three parameters.
  return (job, token, cancelled) =>
    inJobSpan(tracedJob(key, job), (tell) => run(job, token, cancelled, tell));
}

async function attempt<K extends QueueKey>(
  key: K,
  handler: Handler<K>,
  job: Job<unknown, unknown>,
  signal: AbortSignal,
): Promise<Result<K>> {
  signal.throwIfAborted();
  if (job.stalledCounter > MOST_STALLS)
    throw new FailureError({
      kind: 'permanent',
      message: `The worker died ${job.stalledCounter} times while it ran this job, so it is not tried again.`,
    });
  const payload = parsePayload(key, job.data);
  const id = job.id ?? '';
  const context = {
    jobId: id,
    attempt: job.attemptsMade + 1,
    revision: revisionOf(id),
    signal,
  };
  return parseResult(key, await orAbandon(handler(payload, context), signal, GRACE_MS));
}

/** Kept as the job's progress: the stores count starts, but not what for. */
function postponedOf({ progress }: Job<unknown, unknown>): number {
  const counted = typeof progress === 'object' && (progress as { postponed?: unknown }).postponed;
  return typeof counted === 'number' ? counted : 0;
}

async function postpone(
  job: Job<unknown, unknown>,
  token: string | undefined,
  ms: number,
): Promise<never> {
  await job.moveToDelayed(Date.now() + ms, token);
  throw new DelayedError();
}

/** The payload for people who only look at it: null if it does not parse. */
export function payloadOf<K extends QueueKey>(key: K, data: unknown): Payload<K> | null {
  const parsed = queues[key].payload.safeParse(data);
  return parsed.success ? (parsed.data as Payload<K>) : null;
}
