import { parseEnvironment } from '@firefly/service/environment';
import { z } from 'zod';

/** The variables that this app reads. `.describe()` says what to set; `title` says why one would. */
export const environmentSchema = z.object({
  FIREFLY_HOME: z.string().min(1).default('.firefly').describe('name a folder').meta({
    title:
      'Folder of the embedded Postgres and of temporary files; relative to the working folder.',
  }),
});

/** The settings this app reads from its environment. */
export type Environment = z.output<typeof environmentSchema>;

export const readEnvironment = (env: Readonly<Record<string, string | undefined>>): Environment =>
  parseEnvironment(environmentSchema, env);
