import { healthEnvironment } from '@firefly/service/health-environment';
import { z } from 'zod';

/** The variables that this app reads; a process that a run starts for itself reads none. */
export const environmentSchema = z.object({
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('an address of this machine')
    .meta({ title: 'Where the simulator listens.' }),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(8782)
    .describe('a port number')
    .meta({ title: 'Its port, unless --port says another; 0 takes a free one.' }),
  ...healthEnvironment.shape,
});

/** The settings this app reads from its environment. */
export type Settings = z.output<typeof environmentSchema>;
