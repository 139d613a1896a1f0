import { allEnvironment, modelEnvironment, storeEnvironment } from '@firefly/host/environment';
import { parseEnvironment } from '@firefly/service/environment';
import { z } from 'zod';

/** What a command reads that asks a service over HTTP. */
const clientEnvironment = z.object({
  FIREFLY_API_KEY: z.string().optional().describe('an API key').meta({
    title: 'The key by which commands with --url ask a service; "firefly keys create" makes one.',
  }),
});

/** The variables that this app reads: `serve` reads all of them, other commands where their store is. */
export const environmentSchema = allEnvironment.extend(clientEnvironment.shape);

export type Environment = Readonly<Record<string, string | undefined>>;

const runEnvironment = storeEnvironment.extend(modelEnvironment.shape);

/** Where runs and their queues are kept, and where models are asked. */
export const readEnvironment = (env: Environment): z.output<typeof runEnvironment> =>
  parseEnvironment(runEnvironment, env);

/** What the whole service in one process is to be like. */
export const readServiceEnvironment = (env: Environment): z.output<typeof allEnvironment> =>
  parseEnvironment(allEnvironment, env);

/** Where rows are kept, for commands that need no queue. */
export const readStorePlace = (
  env: Environment,
): Pick<z.output<typeof storeEnvironment>, 'FIREFLY_HOME' | 'DATABASE_URL'> =>
  parseEnvironment(storeEnvironment.pick({ FIREFLY_HOME: true, DATABASE_URL: true }), env);

/** How a service elsewhere is asked. */
export const readClientEnvironment = (env: Environment): z.output<typeof clientEnvironment> =>
  parseEnvironment(clientEnvironment, env);

/** The folder alone, for commands that need no queue: its address may be wrong. */
export const readHome = (env: Environment): string =>
  parseEnvironment(storeEnvironment.pick({ FIREFLY_HOME: true }), env).FIREFLY_HOME;
