import { isObject, type JsonObject } from '@firefly/domain/json';
import { z } from 'zod';
import { visible } from './control-api/visible.ts';

/** What goes over the wire between a rollout and a simulator. The prose is in docs/simulator.md. */

/** Under this key of `_meta` stands how a call was answered; never in a text that a model sees. */
export const REPLAY_META = 'dev.firefly/replay';

const share = z.number().min(0).max(1).default(0);

/** Faults that a session shall meet, drawn by a seed: each the share of calls that meet it. */
export const faults = z
  .strictObject({
    seed: z.int().default(0),
    /** Answered, but so many milliseconds later. */
    latency: share,
    latency_ms: z.int().min(0).max(60_000).default(1_000),
    /** No reply came; `timeout_ms` is for how long nothing comes. */
    timeout: share,
    timeout_ms: z.int().min(0).max(60_000).default(0),
    /** The server was asked too often. */
    too_many: share,
    /** The server, or something behind it, is broken for now. */
    unavailable: share,
  })
  .refine(
    ({ latency, timeout, too_many, unavailable }) =>
      latency + timeout + too_many + unavailable <= 1 + 1e-9,
    'the shares make more than 1',
  );

// As the control API takes them: no store stumbles over them.
const runId = z.string().regex(/^[\w-]{1,100}$/, 'is no id of a run');

/** The body of `POST /v1/sessions`. */
export const openRequest = z.strictObject({
  task_id: visible(100),
  run_id: runId.optional(),
  /** A session that is not used for so long is ended. */
  ttl_seconds: z.int().min(1).max(86_400).default(1_800),
  budget: z.strictObject({ calls: z.int().min(1).max(10_000) }).default({ calls: 1_000 }),
  faults: faults.optional(),
  /** Offer `submit_answer` over MCP, too. */
  answer_tool: z.boolean().default(false),
});

/** The body of `POST /v1/sessions/:session/call`: one call. */
export const callRequest = z.strictObject({
  server: z.string(),
  tool: z.string(),
  // It was parsed from JSON, so JSON it is; a schema would copy it, and leave out a key `__proto__`.
  arguments: z.custom<JsonObject>(isObject, 'Invalid input: expected object').default({}),
});

/** Or several, which are made in this order. */
export const batchRequest = z.strictObject({ calls: z.array(callRequest).min(1).max(100) });

/** The body of `POST /v1/sessions/:session/verify`: whatever a policy left as its answer. */
export const verifyRequest = z.strictObject({
  /** One answer, as `submit_answer` would have got it. */
  answer: z.unknown().optional(),
  /** Or the arguments of every call of `submit_answer`. */
  submitted: z.array(z.unknown()).max(100).optional(),
  /** Or the final message, read only where nothing was submitted. */
  message: z.string().nullish(),
});

const tier = z.enum(['exact', 'normalized', 'similar', 'simulated', 'miss']);
const fault = z.enum(['latency', 'timeout', 'too_many', 'unavailable', 'budget']);

/** What stands under `REPLAY_META`. */
export const replayMeta = z.object({
  /** Null where a fault was injected, or the budget is spent: the call was not answered at all. */
  tier: tier.nullable(),
  /** The row of `recordings.jsonl` whose response was given. */
  recording: z.string().nullable(),
  /** By which rule, for a tier that has several. */
  rule: z.string().optional(),
  fault: fault.optional(),
});

/** A call and how it was answered. */
export const callAnswer = z.object({
  result: z.unknown().optional(),
  error: z.unknown().optional(),
  _meta: z.object({ [REPLAY_META]: replayMeta }),
});

export type FaultPlan = z.output<typeof faults>;
export type Fault = z.output<typeof fault>;
export type OpenRequest = z.output<typeof openRequest>;
export type ReplayMeta = z.output<typeof replayMeta>;
