import { shapes } from '@firefly/domain/dataset/shape';
import type { Json } from '@firefly/domain/json';
import { z } from 'zod';
import { serverName } from './mcp-config.ts';
import { modelSpec } from './model-spec.ts';

/** Walks per wave at most, whatever the run asks for. */
const MOST_WALKS = 1_000;
/** Fewer walks a wave would leave whole servers out of it. */
const FEWEST_WALKS = 16;
/** Waves after which a run ends even if tasks are missing. */
const WAVES = 8;

/** The part of a run's tasks that may be of one kind. */
const share = z.number().min(0).max(1);

/** At most these parts of the tasks asked for; what is not named is not held to any. */
export const mix = z.strictObject({
  difficulty: z.partialRecord(z.enum(['easy', 'medium', 'hard']), share).optional(),
  /** How the calls of a task are joined. */
  shapes: z.partialRecord(z.enum(shapes), share).optional(),
});

/** What a run may spend. When it is spent, what there is becomes the bundle. */
export const budgets = z.strictObject({
  /** Tool calls, those of its probes too. */
  calls: z.int().min(1).max(10_000_000).optional(),
  /** In which somebody kept it going, until the last exploration. */
  minutes: z.number().positive().max(100_000).optional(),
  /** Of all requests to models and their replies, cached ones in full. */
  tokens: z.int().min(1).max(1_000_000_000_000).optional(),
  /** By the prices that are configured; a model without a price is not asked where this is set. */
  dollars: z.number().positive().max(10_000_000).optional(),
  /**
   * The same of each single exploration and the writing of what it gave; its minutes are those that its calls
   * and replies took. Exploring stops at half of its tokens, dollars and minutes.
   */
  exploration: z
    .strictObject({
      calls: z.int().min(1).max(1_000).optional(),
      tokens: z.int().min(1).max(1_000_000_000).optional(),
      dollars: z.number().positive().max(100_000).optional(),
      minutes: z.number().positive().max(10_000).optional(),
    })
    .optional(),
});
export type Budgets = z.output<typeof budgets>;

/** Who explores, writes and solves. */
export const engines = ['rules', 'anthropic'] as const;

const common = {
  /** Accepted tasks to reach. */
  tasks: z.int().min(1).max(10_000),
  seed: z.int().nonnegative(),
  engine: z.enum(engines),
  /** Of the engine `anthropic`. */
  model: modelSpec.optional(),
  /** Waves after which a run ends even if tasks are missing. */
  waves: z.int().min(1).max(100),
  /** Walks per wave at most. */
  walks: z.int().min(1).max(MOST_WALKS),
  mix: mix.optional(),
  budgets: budgets.optional(),
};

/** What a single command asks for. Its hash is the run's identity: the same command finds its run again. */
export const commandSpec = z.strictObject({
  ...common,
  /** Absolute folder of the bundle. */
  out: z.string().min(1),
  /** Absolute path of an `mcp.json`, and a hash of its content: half a run is not made of another. */
  servers: z.strictObject({ file: z.string().min(1), hash: z.string() }),
  /** Calls that sessions of a simulator missed: a hash of them all, and how many there are by server. */
  misses: z
    .strictObject({
      hash: z.string(),
      logged: z.record(z.string(), z.int()),
      /** Those that the log does not name, or whose arguments nobody could ask for. */
      unnamed: z.int(),
    })
    .optional(),
});

/** What the service was asked for; the bundle is kept in the database. */
export const serviceSpec = z.strictObject({
  ...common,
  /** Servers that the service knows, and a hash of what it knew of them. */
  servers: z.strictObject({ names: z.array(serverName).min(1), hash: z.string() }),
});

/** What a run was asked for, as it is stored with the run. */
export const runSpec = z.union([serviceSpec, commandSpec]);

export type CommandSpec = z.output<typeof commandSpec>;
export type ServiceSpec = z.output<typeof serviceSpec>;
export type RunSpec = z.output<typeof runSpec>;
export type Mix = z.output<typeof mix>;

/** The form of runs that were made before a service could ask for one. */
const earlier = z.looseObject({ servers: z.string(), serversHash: z.string() });

/** The spec of a stored run. */
export function parseSpec(stored: Json): RunSpec {
  const { success, data } = earlier.safeParse(stored);
  if (!success) return runSpec.parse(stored);
  const { servers: file, serversHash: hash, ...rest } = data;
  return runSpec.parse({ ...rest, servers: { file, hash } });
}

/** How far a run for so many tasks may go. */
export const reachFor = (tasks: number): Pick<RunSpec, 'waves' | 'walks'> => ({
  waves: WAVES,
  walks: Math.min(MOST_WALKS, Math.max(FEWEST_WALKS, tasks)),
});
