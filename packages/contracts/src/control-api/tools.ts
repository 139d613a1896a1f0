import { z } from 'zod';
import { jsonObject } from '../bundle.ts';

/** What the control API tells of tools and of how they fit together. */

/** A tool as its server listed it, and what a run makes of it. */
export const toolView = z.object({
  server: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  description: z.string(),
  input_schema: jsonObject,
  output_schema: jsonObject.nullable(),
  fingerprint: z.string(),
  /** Whether it takes part, whether it is taken as only reading, and why. */
  qualification: z.object({
    kept: z.boolean(),
    read_only: z.boolean(),
    reasons: z.array(z.string()),
  }),
});
export type ToolView = z.output<typeof toolView>;

/** An output field of one tool that can feed an input of another. Paths are pointers; `*` is any position. */
export const graphEdge = z.object({
  from: z.string(),
  from_path: z.string(),
  to: z.string(),
  to_path: z.string(),
  meaning: z.string(),
  confidence: z.enum(['high', 'medium', 'low']),
  evidence: z.array(z.enum(['schema', 'observed', 'judged', 'executed'])),
});

/** The tool graph of a run. Nodes are tools that it keeps, by `server/tool`. */
export const toolGraph = z.object({
  nodes: z.array(z.object({ id: z.string(), server: z.string(), name: z.string() })),
  edges: z.array(graphEdge),
});
export type ToolGraph = z.output<typeof toolGraph>;
