import { redisAddress } from '@firefly/queue/backends/redis-address';
import { healthEnvironment } from '@firefly/service/health-environment';
import { logLevels } from '@firefly/telemetry/log';
import { z } from 'zod';

/** A problem of the address in words that show nothing of it. */
const checkRedisAddress = (address: string, context: z.RefinementCtx): void => {
  try {
    redisAddress(address);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
};

const isDatabaseAddress = (address: string): boolean =>
  ['postgres:', 'postgresql:'].includes(URL.parse(address)?.protocol ?? '');

const port = z.coerce.number().int().min(0).max(65_535);

/** Where runs and their queues are kept. */
export const storeEnvironment = z.object({
  FIREFLY_HOME: z.string().min(1).default('.firefly').describe('name a folder').meta({
    title:
      'Folder of the embedded Postgres and of temporary files; relative to the working folder.',
  }),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseAddress, 'is no address that begins with postgres://')
    .optional()
    .describe('the address of a Postgres, like postgres://user:password@host:5432/firefly')
    .meta({ title: 'A Postgres elsewhere, in place of the embedded one.' }),
  QUEUE_URL: z
    .string()
    .superRefine(checkRedisAddress)
    .optional()
    .describe('the address of a Redis, like redis://user:password@host:6379/0')
    .meta({
      title:
        'A Redis that carries the queues and the limits of servers, as redis:// or rediss:// (TLS), or found by Sentinels: redis+sentinel://user:password@host1:26379,host2:26379/mymaster/0 (rediss+sentinel:// for TLS, ?sentinelPassword=… for theirs). Left out, they live in the Postgres.',
    }),
});

/**
 * Where models are asked, and how. Other programs know the first two as well, so what stands there is
 * looked at only where a model is asked (`models.ts`).
 */
export const modelEnvironment = z.object({
  ANTHROPIC_API_KEY: z.string().optional().meta({
    title: 'The key for the engine "anthropic".',
  }),
  ANTHROPIC_BASE_URL: z.string().optional().meta({
    title:
      'What else speaks the Messages API: vLLM, Ollama, a gateway. It may need no key; left out, it is the provider itself. Without /v1.',
  }),
  FIREFLY_MODEL_STREAM: z.enum(['0', '1']).default('1').describe('0 or 1').meta({
    title:
      'Whether replies of models come in events; 0 is for servers that send them in one piece only.',
  }),
  FIREFLY_MODEL_DEADLINE_SECONDS: z.coerce
    .number()
    .min(1)
    .max(7_200)
    .default(600)
    .describe('seconds, from 1 to 7200')
    .meta({
      title:
        'How long one try may take until the reply of a model is whole; it is tried again after that.',
    }),
  FIREFLY_MODEL_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(16)
    .describe('a whole number from 1 to 1000')
    .meta({ title: 'The most requests to one model at once, of each process that asks.' }),
  FIREFLY_PRICES: z.string().min(1).optional().describe('name a JSON file').meta({
    title: 'Prices of models that take the place of those known, as docs/models.md describes them.',
  }),
});
export type ModelSettings = z.output<typeof modelEnvironment>;

/** What every process of the service reads. */
export const serviceEnvironment = storeEnvironment.extend({
  FIREFLY_SERVERS: z
    .string()
    .min(1)
    .optional()
    .describe('name an mcp.json')
    .meta({ title: 'The mcp.json whose servers the service may use.' }),
  LOG_LEVEL: z
    .enum(logLevels)
    .default('info')
    .describe(`one of ${logLevels.join(', ')}`)
    .meta({ title: 'How much the service logs: one JSON object a line.' }),
  STOP_SECONDS: z.coerce
    .number()
    .min(1)
    .max(600)
    .default(20)
    .describe('seconds, from 1 to 600')
    .meta({ title: 'How long a stop may take; what is not done by then is left behind.' }),
  ...healthEnvironment.shape,
});

/** What the control API reads beside. */
export const apiEnvironment = serviceEnvironment.extend({
  HOST: z.string().min(1).default('127.0.0.1').describe('an address of this machine').meta({
    title:
      'Where the API and the simulator listen. Without any key they listen on loopback only, whatever stands here.',
  }),
  PORT: port.default(8780).describe('a port number').meta({
    title:
      'Its port; 0 takes a free one. A simulator of its own takes 8782 if nothing stands here.',
  }),
  FIREFLY_ALLOW_STDIO: z.enum(['0', '1']).default('0').describe('0 or 1').meta({
    title: 'Whether an admin key may add servers that are programs: they run on the workers.',
  }),
  FIREFLY_PRICES: modelEnvironment.shape.FIREFLY_PRICES,
});

/** What a worker reads beside. */
export const workerEnvironment = serviceEnvironment.extend({
  ...modelEnvironment.shape,
  WORKER_QUEUES: z.string().optional().describe('names of queues, with commas between').meta({
    title: 'The queues that a worker serves. Left out, all of them.',
  }),
  WORKER_CONCURRENCY: z
    .string()
    .default('4')
    .describe('a number, and queues with theirs, like 4,explore=8')
    .meta({ title: 'Jobs at a time of each queue that works on single explorations.' }),
});

/** What the simulator reads beside. */
export const simulatorEnvironment = serviceEnvironment.extend({
  HOST: apiEnvironment.shape.HOST,
  PORT: port.default(8782).describe('a port number').meta({ title: 'Its port.' }),
});

/** What the whole service in one process reads. */
export const allEnvironment = apiEnvironment.extend(workerEnvironment.shape).extend({
  SIMULATOR_PORT: port.default(8782).describe('a port number').meta({
    title: 'Where the simulator listens when all is one process; 0 takes a free port.',
  }),
});

export type ServiceSettings = z.output<typeof serviceEnvironment>;
export type ApiSettings = z.output<typeof apiEnvironment>;
export type WorkerSettings = z.output<typeof workerEnvironment>;
