import { z } from 'zod';

/** As the provider names it. */
const modelName = z.string().trim().min(1).max(200);

/** Which models a run asks, and how often. */
export const modelSpec = z.strictObject({
  /** One model a stage; of judges one or more, each with an opinion of its own. */
  models: z.strictObject({
    qualify: modelName,
    link: modelName,
    explore: modelName,
    write: modelName,
    judge: z.array(modelName).min(1).max(5),
    solve: modelName,
  }),
  /** Attempts at each task that passed its checks, in the simulator; 0 makes none. */
  rollouts: z.int().min(0).max(64),
  /** Attempts without any tool: a task that one of them solves is no task. */
  closedBook: z.int().min(0).max(16),
  /** Languages that prompts are written in, by their English names. */
  languages: z.array(z.string().trim().min(1).max(40)).min(1).max(20),
});
export type ModelSpec = z.output<typeof modelSpec>;
