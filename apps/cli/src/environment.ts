import { parseEnvironment } from '@firefly/service/environment';
import { z } from 'zod';

const schema = z.object({
  // Holds the embedded Postgres and temporary files; relative to the working folder.
  FIREFLY_HOME: z.string().min(1).default('.firefly').describe('name a folder'),
});

/** The settings this app reads from its environment. */
export type Environment = z.output<typeof schema>;

export const readEnvironment = (env: Readonly<Record<string, string | undefined>>): Environment =>
  parseEnvironment(schema, env);
