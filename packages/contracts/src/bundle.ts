import type { Task } from '@firefly/domain/dataset/task';
import type { Json, JsonObject } from '@firefly/domain/json';
import { NORMALIZERS } from '@firefly/domain/synthesis/normalizers';
import { z } from 'zod';
import { agreement, ledger, stageModel, yieldCounts } from './ledger.ts';
import { promptStamp } from './model.ts';
import { decisionRule, modelOpinion } from './opinion.ts';
import { reward } from './reward.ts';
import { replayMeta } from './simulator.ts';

/** Every row of a bundle, checked when written and when read. The prose is in docs/bundle-format.md. */
export const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;
export const jsonObject = z.record(z.string(), json) as z.ZodType<JsonObject>;
const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));
/** Who explored and wrote. */
export const engine = z.enum(['rules', 'anthropic']);
const split = z.enum(['train', 'test']);
const callId = z.string().regex(/^c[1-9]\d*$/);
const pointer = z.string().regex(/^(\/([^~/]|~[01])*)*$/);
const span = z
  .tuple([z.int().nonnegative(), z.int().positive()])
  .refine(([start, end]) => start < end, 'a span ends after it starts');
const normalizer = z.enum(NORMALIZERS);

const call = z.strictObject({
  id: callId,
  server: z.string(),
  tool: z.string(),
  fingerprint: hex(32),
  arguments: jsonObject,
  result: json,
  observation: json,
  state_key: z.string().nullable(),
  duration_ms: z.number().nonnegative(),
});

const flow = z.strictObject({
  from: callId,
  expression: z.string(),
  from_pointer: pointer,
  to: callId,
  to_pointer: pointer,
  convert: z.enum(['number', 'string']).optional(),
});

const binding = z.union([
  z.strictObject({ call: callId, pointer, span, normalizer }),
  z.strictObject({ in: pointer, value: z.union([z.string(), z.number()]), span, normalizer }),
]);

const valueCompare = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('exact') }),
  z.strictObject({
    type: z.literal('number'),
    relative: z.number().nonnegative(),
    absolute: z.number().nonnegative().optional(),
  }),
  z.strictObject({ type: z.literal('date') }),
  z.strictObject({ type: z.literal('text') }),
]);
const compare = z.discriminatedUnion('type', [
  ...valueCompare.options,
  z.strictObject({ type: z.literal('set'), of: valueCompare.optional() }),
  z.strictObject({ type: z.literal('list'), of: valueCompare.optional() }),
]);

const field = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  kind: z.enum(['scalar', 'list']),
  expression: z.string(),
  sources: z.array(z.strictObject({ call: callId, pointer })).min(1),
  compare,
  choice: z.literal(true).optional(),
});

const check = z.strictObject({ name: z.string(), passed: z.boolean(), evidence: z.string() });

/** What `synthesize` writes: a task before its verdict. */
const taskDraft = z.strictObject({
  prompt: z.string().min(1),
  answer: jsonObject,
  answer_schema: jsonObject,
  answer_template: z.string(),
  fields: z.array(field).min(1),
  calls: z.array(call).min(1),
  flows: z.array(flow),
  bindings: z.array(binding),
  needed_tools: z.array(z.string()).min(1),
  offered_tools: z.array(z.string()).min(1),
  servers: z.array(z.string()).min(1),
  signature: z.string(),
  difficulty: z.strictObject({
    level: z.enum(['easy', 'medium', 'hard']),
    basis: z.enum(['structural', 'measured']),
  }),
  engine,
  seed: z.int(),
});

export const verdict = z.strictObject({
  accepted: z.boolean(),
  checks: z.array(check),
  judges: z.array(modelOpinion),
  /** What was made of the opinions; only where there are any. */
  decision: z.strictObject({ rule: decisionRule, sentence: z.string() }).optional(),
});

const count = z.int().nonnegative();
/** By k, a number of attempts. */
const ofAttempts = z.record(z.string().regex(/^[1-9]\d*$/), z.number().min(0).max(1));

/** What the rollouts of a task came to. */
export const rollouts = z.strictObject({
  model: z.string().min(1),
  prompt: promptStamp,
  n: z.int().min(1),
  passed: count,
  pass_at_k: ofAttempts,
  pass_hat_k: ofAttempts,
  closed_book: z.strictObject({ n: count, passed: count }),
});

/** One row of `tasks.jsonl`. */
export const task = z.strictObject({
  format: z.literal('firefly.task/1'),
  id: hex(32),
  run_id: z.string(),
  split,
  ...taskDraft.shape,
  verdict,
  solve: z.strictObject({ replay: z.boolean(), rollouts: rollouts.optional() }),
}) satisfies z.ZodType<Task>;

/** One row of `tools.jsonl`: a tool of the catalog that a task may offer. */
export const tool = z.strictObject({
  format: z.literal('firefly.tool/1'),
  server: z.string(),
  name: z.string(),
  title: z.string().optional(),
  description: z.string(),
  inputSchema: jsonObject,
  outputSchema: jsonObject.optional(),
  annotations: jsonObject.optional(),
  fingerprint: hex(32),
  read_only: z.boolean(),
});

/** One row of `recordings.jsonl`. `response` is the verbatim text of the JSON-RPC result or error. */
export const recording = z.strictObject({
  format: z.literal('firefly.recording/1'),
  id: hex(32),
  /** Splits whose tasks use this recording; empty: recorded while exploring, used by no task. */
  splits: z.array(split),
  server: z.string(),
  tool: z.string(),
  fingerprint: hex(32),
  arguments: jsonObject,
  state_key: z.string().nullable(),
  kind: z.enum(['result', 'error']),
  response: z.string(),
  sha256: hex(64),
  duration_ms: z.number().nonnegative(),
  failure: z.string().nullable(),
});

// A model may write any JSON where an object is asked for.
const toolCall = z.strictObject({ id: z.string(), tool: z.string(), arguments: json });

/** A message of a trajectory. Tool contents are model views. */
export const message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('user'), content: z.string() }),
  z
    .strictObject({
      role: z.literal('assistant'),
      content: z.string().optional(),
      tool_calls: z.array(toolCall).min(1).optional(),
    })
    .refine(
      ({ content, tool_calls }) => content !== undefined || tool_calls !== undefined,
      'an assistant says something or calls something',
    ),
  z.strictObject({ role: z.literal('tool'), tool_call_id: z.string(), content: z.string() }),
]);

const attempted = {
  format: z.literal('firefly.trajectory/1'),
  task_id: hex(32),
  split,
};
const offered = { messages: z.array(message).min(1), tools: z.array(z.string()).min(1) };

/** The needed calls of a task, replayed. */
export const goldenTrajectory = z.strictObject({
  ...attempted,
  golden: z.literal(true),
  ...offered,
});

/** One attempt of a solver in the simulator. */
export const rollout = z.strictObject({
  ...attempted,
  golden: z.literal(false),
  ...offered,
  model: z.string().min(1),
  prompt: promptStamp,
  /** Attempts at a task are counted from 1. */
  attempt: z.int().min(1),
  /** How the simulator answered; a call that never reached it has no entry. */
  answers: z.array(z.strictObject({ call: z.string(), ...replayMeta.shape })),
  reward,
});

/** One row of `trajectories.jsonl`. */
export const trajectory = z.discriminatedUnion('golden', [goldenTrajectory, rollout]);

const fileEntry = z.strictObject({
  name: z.string(),
  rows: z.int(),
  bytes: z.int(),
  sha256: hex(64),
});

/** `manifest.json`. */
export const manifest = z.strictObject({
  format: z.literal('firefly.bundle/1'),
  run_id: z.string(),
  created_at: z.iso.datetime(),
  generator: z.strictObject({ name: z.literal('firefly'), version: z.string() }),
  engine,
  seed: z.int(),
  versions: z.strictObject({ observe: z.int(), model_view: z.int(), redact: z.int() }),
  counts: z.strictObject({
    tasks: z.int(),
    tools: z.int(),
    recordings: z.int(),
    trajectories: z.int(),
    signatures: z.int(),
  }),
  /** Values withheld by redaction, by kind. */
  redactions: z.record(z.string(), z.int()),
  /** Anything that makes another run with this seed differ: failures, time-outs, budgets. */
  not_reproducible_because: z.array(z.string()),
  /** Of a run that models took part in: which they were, at what they were asked. */
  models: z.array(stageModel).optional(),
  /** What they used and what it cost. */
  ledger: ledger.optional(),
  /** How many of what was begun became tasks. */
  yield: yieldCounts.optional(),
  /** How far judges agree, by criterion. */
  agreement: agreement.optional(),
  /** By which rule the opinions of judges let a task pass. */
  decision: decisionRule.optional(),
  /** The budget at which the run stopped, in words. */
  budget: z.string().min(1).optional(),
  files: z.array(fileEntry),
});

export type ToolRow = z.output<typeof tool>;
export type RecordingRow = z.output<typeof recording>;
export type TrajectoryRow = z.output<typeof trajectory>;
export type GoldenRow = z.output<typeof goldenTrajectory>;
export type RolloutRow = z.output<typeof rollout>;
export type Manifest = z.output<typeof manifest>;
