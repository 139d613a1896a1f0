import type { Task } from '@firefly/domain/dataset/task';
import type { Json, JsonObject } from '@firefly/domain/json';
import { z } from 'zod';

/** Every row of a bundle, checked when written and when read. The prose is in docs/bundle-format.md. */
export const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;
export const jsonObject = z.record(z.string(), json) as z.ZodType<JsonObject>;
const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));
const split = z.enum(['train', 'test']);
const callId = z.string().regex(/^c[1-9]\d*$/);
const pointer = z.string().regex(/^(\/([^~/]|~[01])*)*$/);
const span = z
  .tuple([z.int().nonnegative(), z.int().positive()])
  .refine(([start, end]) => start < end, 'a span ends after it starts');
const normalizer = z.enum(['identity', 'lowercase', 'number', 'contains-glob']);

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
    basis: z.literal('structural'),
  }),
  engine: z.literal('rules'),
  seed: z.int(),
});

export const verdict = z.strictObject({
  accepted: z.boolean(),
  checks: z.array(check),
  judges: z.array(z.never()),
});

/** One row of `tasks.jsonl`. */
export const task = z.strictObject({
  format: z.literal('firefly.task/1'),
  id: hex(32),
  run_id: z.string(),
  split,
  ...taskDraft.shape,
  verdict,
  solve: z.strictObject({ replay: z.boolean() }),
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

const toolCall = z.strictObject({ id: z.string(), tool: z.string(), arguments: jsonObject });

/** A message of a trajectory. Tool contents are model views. */
export const message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('user'), content: z.string() }),
  z.strictObject({ role: z.literal('assistant'), tool_calls: z.array(toolCall).min(1) }),
  z.strictObject({ role: z.literal('tool'), tool_call_id: z.string(), content: z.string() }),
]);

/** One row of `trajectories.jsonl`. */
export const trajectory = z.strictObject({
  format: z.literal('firefly.trajectory/1'),
  task_id: hex(32),
  split,
  golden: z.boolean(),
  messages: z.array(message).min(1),
  tools: z.array(z.string()).min(1),
});

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
  engine: z.literal('rules'),
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
  files: z.array(fileEntry),
});

export type ToolRow = z.output<typeof tool>;
export type RecordingRow = z.output<typeof recording>;
export type TrajectoryRow = z.output<typeof trajectory>;
export type Manifest = z.output<typeof manifest>;
