import { z } from 'zod';

/** Where a process tells how it is. */
export const healthEnvironment = z.object({
  HEALTH_HOST: z.string().min(1).default('127.0.0.1').describe('an address of this machine').meta({
    title: 'Where /healthz, /readyz and /metrics are answered on a port of their own.',
  }),
  HEALTH_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('a port number')
    .meta({ title: 'That port. Left out, there is none.' }),
});
