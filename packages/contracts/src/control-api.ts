import { z } from 'zod';
import { visible } from './control-api/visible.ts';
import { serverName } from './mcp-config.ts';
import { modelStages } from './model.ts';
import { checkEngine, modelSpec } from './model-spec.ts';
import { progress, runStatus } from './run-events.ts';
import { budgets, engines, mix } from './run-spec.ts';

/** What the control API takes and gives, apart from bundles. Times are ISO 8601 in UTC. */

/** What a key may do; each includes those before it. */
export const scopes = ['read', 'run', 'admin'] as const;
export const scope = z.enum(scopes);
export type Scope = z.output<typeof scope>;

/** An error as RFC 9457 describes it. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** The request, as the log of the service names it. */
  request_id: z.string().optional(),
  /** What of the request is wrong: a JSON Pointer into its body, or a parameter. */
  errors: z
    .array(
      z.object({
        detail: z.string(),
        pointer: z.string().optional(),
        parameter: z.string().optional(),
      }),
    )
    .optional(),
});

const time = z.iso.datetime();

/** One page of a list. `next` is the cursor of the next one, or null behind the last. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** Which page of a list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Items at most.'),
  cursor: visible(200).optional().describe('`next` of the page before.'),
};

/** `POST /v1/runs`. */
export const runRequest = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .refine((name) => name.isWellFormed(), 'holds half a character')
      .optional()
      .describe('What people call it.'),
    servers: z
      .array(serverName)
      .min(1)
      .max(50)
      .refine((names) => new Set(names).size === names.length, 'names a server twice')
      .describe('Names of servers that the service knows.'),
    tasks: z.int().min(1).max(10_000).default(20).describe('Accepted tasks to reach.'),
    seed: z
      .int()
      .min(0)
      .max(2_147_483_647)
      .default(7)
      .describe('Same seed, same servers: same tasks.'),
    engine: z.enum(engines).default('rules').describe('Who explores and writes.'),
    model: modelSpec.optional().describe('Which models the engine `anthropic` asks.'),
    mix: mix.optional().describe('Parts of the tasks that one kind may take at most, from 0 to 1.'),
    budgets: budgets
      .optional()
      .describe('What the run may spend; then what there is becomes the bundle.'),
  })
  .superRefine(checkEngine)
  .meta({
    examples: [
      { servers: ['places', 'geometry'], tasks: 6 },
      {
        name: 'the long ones',
        servers: ['places', 'geometry'],
        tasks: 100,
        seed: 11,
        mix: { difficulty: { easy: 0.3 }, shapes: { single: 0.4 } },
        budgets: { calls: 5000, minutes: 30 },
      },
    ],
  });
export type RunRequest = z.output<typeof runRequest>;

/** A run in a list. */
export const run = z.object({
  id: z.string(),
  name: z.string().nullable(),
  status: runStatus,
  servers: z.array(z.string()),
  tasks: z.int(),
  seed: z.int(),
  engine: z.string(),
  created_at: time,
  finished_at: time.nullable(),
  /** Why it failed, or why it is paused until something is mended. */
  error: z.string().nullable(),
  /** Why it explores no more, if a budget is spent. */
  stopping: z.string().nullable(),
});
export type RunView = z.output<typeof run>;

const counted = z.array(z.object({ what: z.string(), count: z.int() }));

const tokens = z.int().nonnegative();
/** Null as soon as a model that was asked has no price. */
const dollars = z.number().nonnegative().nullable();

/** What models took until now: all tokens, those out of a cache in full. */
const modelCost = z.object({
  tokens,
  dollars,
  stages: z.array(
    z.object({
      stage: z.enum(modelStages),
      model: z.string(),
      requests: z.int(),
      /** Beside the requests: answers that an earlier run had paid for. */
      remembered: z.int(),
      tokens,
      /** Of them, those that the provider did not count; absent where it counted all. */
      estimated: tokens.optional(),
      dollars,
    }),
  ),
});

/** `GET /v1/runs/{run}`. */
export const runDetail = run.extend({
  mix: mix.optional(),
  budgets: budgets.optional(),
  progress: progress.omit({ status: true }),
  /** How many came through each gate. */
  yields: z.object({
    explorations: z.int(),
    drafts: z.int(),
    passed: z.int(),
    replayed: z.int(),
    accepted: z.int(),
  }),
  /** Why the others did not, the most frequent first. */
  reasons: z.object({ rejected: counted, misfits: counted }),
  cost: z.object({
    calls: z.int(),
    jobs: z.int(),
    job_ms: z.number(),
    /** Absent where the run asks no models. */
    models: modelCost.optional(),
  }),
  /** When it will hold its tasks, by how fast it got those it has; null without any, or while it does not run. */
  forecast: z.object({ seconds_left: z.int(), tasks_per_minute: z.number() }).nullable(),
});
export type RunDetail = z.output<typeof runDetail>;
