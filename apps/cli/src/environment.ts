import { redisAddress } from '@firefly/queue/backends/redis-address';
import { parseEnvironment } from '@firefly/service/environment';
import { z } from 'zod';

/** A problem of the address in words that show nothing of it. */
const checkRedisAddress = (address: string, context: z.RefinementCtx): void => {
  try {
    redisAddress(address);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
};

/** The variables that this app reads. `.describe()` says what to set; `title` says why one would. */
export const environmentSchema = z.object({
  FIREFLY_HOME: z.string().min(1).default('.firefly').describe('name a folder').meta({
    title:
      'Folder of the embedded Postgres and of temporary files; relative to the working folder.',
  }),
  QUEUE_URL: z
    .string()
    .superRefine(checkRedisAddress)
    .optional()
    .describe('the address of a Redis, like redis://user:password@host:6379/0')
    .meta({
      title:
        'A Redis that carries the queues, as redis:// or rediss:// (TLS). Left out, they live in the Postgres.',
    }),
});

/** The settings this app reads from its environment. */
export type Environment = z.output<typeof environmentSchema>;

export const readEnvironment = (env: Readonly<Record<string, string | undefined>>): Environment =>
  parseEnvironment(environmentSchema, env);

/** The folder alone, for commands that need no queue: its address may be wrong. */
export const readHome = (env: Readonly<Record<string, string | undefined>>): string =>
  parseEnvironment(environmentSchema.pick({ FIREFLY_HOME: true }), env).FIREFLY_HOME;
