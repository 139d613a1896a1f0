import { shapes } from '@firefly/domain/dataset/shape';
import { z } from 'zod';
import { json, task, verdict } from '../bundle.ts';
import { pageQuery } from '../control-api.ts';
import { visible } from './visible.ts';

/** What the control API tells of the tasks of runs. */

/** Accepted and rejected are verdicts; what is open waits for its own. */
export const taskVerdict = z.enum(['accepted', 'rejected', 'open']);
export type TaskVerdict = z.output<typeof taskVerdict>;

const difficulty = task.shape.difficulty.shape.level;

/** Which tasks. */
export const taskQuery = {
  ...pageQuery,
  server: visible(64).optional().describe('Tasks that need this server.'),
  tool: z.string().min(1).max(400).optional().describe('Tasks that need this tool: server/tool.'),
  difficulty: difficulty.optional(),
  verdict: taskVerdict.optional(),
  text: z.string().min(1).max(200).optional().describe('Stands in the prompt, in any case.'),
};

/** A task in a list. */
export const taskItem = z.object({
  id: z.string(),
  run_id: z.string(),
  prompt: z.string(),
  servers: z.array(z.string()),
  /** Needed tools, as `server/tool`. */
  tools: z.array(z.string()),
  difficulty: z.string(),
  verdict: taskVerdict,
  /** The first check that it failed. */
  failing: z.string().nullable(),
  /** What kind of question it is, and where it was explored. */
  frame: z.string(),
  wave: z.int(),
});
export type TaskItem = z.output<typeof taskItem>;

const { format: _, verdict: __, solve: ___, fields, ...whole } = task.shape;
const field = fields.element;

/** A task in full. */
export const taskDetail = z.object({
  ...whole,
  frame: z.string(),
  shape: z.enum(shapes),
  state: taskVerdict,
  /** How each value of the answer is computed, and the leaves it was read off. */
  fields: z.array(
    field.extend({
      value: json,
      sources: z.array(field.shape.sources.element.extend({ value: json })),
    }),
  ),
  /** Its calls as nodes and its flows as edges. */
  dag: z.object({
    nodes: z.array(z.object({ id: z.string(), tool: z.string() })),
    edges: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        from_pointer: z.string(),
        to_pointer: z.string(),
        expression: z.string(),
      }),
    ),
  }),
  /** Closed once its wave was scored; before that the checks made so far, each with its evidence. */
  verdict: verdict.nullable(),
  checks: verdict.shape.checks,
  /** Whether its golden path was replayed in the simulator, and what came of that. */
  replay: z.object({ passed: z.boolean(), evidence: z.string() }).nullable(),
});
export type TaskDetail = z.output<typeof taskDetail>;
