import { z } from 'zod';
import { serverName } from './mcp-config.ts';

/**
 * A queue is a stage of the pipeline: what a job carries, what its handler returns, how it is
 * named and retried. Payloads hold ids; the rows hold everything else.
 */
export interface QueueContract<
  N extends string = string,
  P extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly name: N;
  readonly payload: P;
  readonly result: R;
  /** Deterministic job id, without the revision: the same work is never queued twice. */
  readonly jobKey: (payload: z.output<P>) => string;
  readonly retry: { readonly attempts: number; readonly backoffMs: number };
}

const defineQueue = <const N extends string, P extends z.ZodType, R extends z.ZodType>(
  contract: QueueContract<N, P, R>,
): QueueContract<N, P, R> => Object.freeze(contract);

const runId = z.string().min(1);
const wave = z.int().nonnegative();
const index = z.int().nonnegative();
const run = z.strictObject({ runId });
const runServer = z.strictObject({ runId, server: z.string().min(1) });
const runWave = z.strictObject({ runId, wave });
const runItem = z.strictObject({ runId, wave, index });
const done = z.strictObject({ done: z.literal(true) });
const steady = { attempts: 3, backoffMs: 200 } as const;

/** THE table of queues. */
export const queues = {
  discover: defineQueue({
    name: 'discover',
    payload: runServer,
    result: done,
    jobKey: (p) => `${p.runId}.${p.server}`,
    retry: steady,
  }),
  link: defineQueue({
    name: 'link',
    payload: run,
    result: done,
    jobKey: (p) => p.runId,
    retry: steady,
  }),
  plan: defineQueue({
    name: 'plan',
    // `turn` says what asked for it: a run is planned again and again, and each time is a new job.
    payload: z.strictObject({ runId, turn: z.string().min(1) }),
    result: done,
    jobKey: (p) => `${p.runId}.${p.turn}`,
    retry: steady,
  }),
  explore: defineQueue({
    name: 'explore',
    payload: runItem,
    result: done,
    jobKey: (p) => `${p.runId}.${p.wave}.${p.index}`,
    retry: steady,
  }),
  probe: defineQueue({
    name: 'probe',
    payload: runWave,
    result: done,
    jobKey: (p) => `${p.runId}.${p.wave}`,
    retry: steady,
  }),
  synthesize: defineQueue({
    name: 'synthesize',
    payload: runItem,
    result: done,
    jobKey: (p) => `${p.runId}.${p.wave}.${p.index}`,
    retry: steady,
  }),
  judge: defineQueue({
    name: 'judge',
    payload: runItem,
    result: done,
    jobKey: (p) => `${p.runId}.${p.wave}.${p.index}`,
    retry: steady,
  }),
  solve: defineQueue({
    name: 'solve',
    // Without an index it is about the whole wave: so are jobs that were queued before there was one.
    payload: z.strictObject({ runId, wave, index: index.optional() }),
    result: done,
    jobKey: (p) => [p.runId, p.wave, ...(p.index === undefined ? [] : [p.index])].join('.'),
    retry: steady,
  }),
  score: defineQueue({
    name: 'score',
    payload: runWave,
    result: done,
    jobKey: (p) => `${p.runId}.${p.wave}`,
    retry: steady,
  }),
  export: defineQueue({
    name: 'export',
    payload: run,
    result: done,
    jobKey: (p) => p.runId,
    retry: steady,
  }),
  check: defineQueue({
    name: 'check',
    // Of no run: a look at a server of the service. Each that is asked for has an id of its own.
    payload: z.strictObject({ server: serverName, id: z.string().min(1) }),
    result: done,
    jobKey: (p) => `${p.server}.${p.id}`,
    retry: steady,
  }),
} as const;

export type Queues = typeof queues;
export type QueueKey = keyof Queues;
/** Queues whose jobs belong to a run. */
export type RunQueueKey = Exclude<QueueKey, 'check'>;
export type Payload<K extends QueueKey> = z.output<Queues[K]['payload']>;
export type Result<K extends QueueKey> = z.output<Queues[K]['result']>;
/** A job not yet queued. */
export type NewJob = {
  [K in QueueKey]: {
    readonly queue: K;
    readonly payload: Payload<K>;
    /** For people who look at the queues: which tools it is about. */
    readonly about?: string;
  };
}[QueueKey];
