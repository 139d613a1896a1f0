import { apiEnvironment, storeEnvironment, workerEnvironment } from '@firefly/host/environment';
import { telemetrySchema } from '@firefly/telemetry/environment';
import type { z } from 'zod';
import { environmentSchema as simulatorEnvironment } from '../../apps/simulator/src/environment.ts';

/** What containers are checked against: the processes of FireFly, as they are in the code. */
export interface Process {
  /** How its command begins; `firefly` is the CLI. */
  readonly command: readonly [string, string];
  /** Names of the variables that it reads. */
  readonly variables: readonly string[];
  /** Whether others send it requests, on `PORT`. */
  readonly serves: boolean;
}

const namesOf = (...schemas: readonly z.ZodObject[]): string[] =>
  schemas.flatMap((schema) => Object.keys(schema.shape));

export const processes: Readonly<Record<string, Process>> = {
  migrate: {
    command: ['firefly', 'migrate'],
    variables: namesOf(storeEnvironment, telemetrySchema),
    serves: false,
  },
  api: {
    command: ['node', 'apps/api/src/main.ts'],
    variables: namesOf(apiEnvironment, telemetrySchema),
    serves: true,
  },
  worker: {
    command: ['node', 'apps/worker/src/main.ts'],
    variables: namesOf(workerEnvironment, telemetrySchema),
    serves: false,
  },
  simulator: {
    command: ['node', 'apps/simulator/src/main.ts'],
    variables: namesOf(simulatorEnvironment),
    serves: true,
  },
};

/** What an image tag must be to mean one image for good: a whole version. */
export const pinned = /^[\w./-]+:\d+\.\d+(\.\d+)?(-[\w.-]+)?$/;
