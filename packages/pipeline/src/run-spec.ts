import type { Json } from '@firefly/domain/json';
import { z } from 'zod';

/** Walks per wave at most, whatever the run asks for. */
export const MOST_WALKS = 1_000;

/** What a run was asked for. Stored with the run; its hash, with servers file and folder, is the run's identity. */
export const runSpec = z.strictObject({
  /** Accepted tasks to reach. */
  tasks: z.int().min(1).max(10_000),
  seed: z.int().nonnegative(),
  engine: z.literal('rules'),
  /** Absolute folder of the bundle. */
  out: z.string().min(1),
  /** Absolute path of the `mcp.json`. */
  servers: z.string().min(1),
  /** Hash of that file's content. */
  serversHash: z.string(),
  /** Waves after which a run ends even if tasks are missing. */
  waves: z.int().min(1).max(100),
  /** Walks per wave at most. */
  walks: z.int().min(1).max(MOST_WALKS),
});

export type RunSpec = z.output<typeof runSpec>;

/** The spec of a stored run. */
export const parseSpec = (stored: Json): RunSpec => runSpec.parse(stored);
