import { resolve } from 'node:path';
import { type RunRequest, runRequest } from '@firefly/contracts/control-api';
import { budgetsOf, type ModelOptions, modelSpecOf, numberOf } from '../model-options.ts';
import { UsageError } from '../usage-error.ts';
import type { Following } from './follow.ts';

/** What the command line was given of a run for a service. */
export interface RequestOptions extends ModelOptions {
  readonly servers: string;
  readonly tasks: string;
  readonly seed: string;
  readonly name?: string;
}

/** What `run --url` asks the service for. Throws a `UsageError` that names the option. */
export function requestOf(options: RequestOptions): RunRequest {
  const { engine, name } = options;
  const model = modelSpecOf(options);
  const budgets = budgetsOf(options);
  const parsed = runRequest.safeParse({
    servers: options.servers.split(',').map((server) => server.trim()),
    ...{ tasks: numberOf(options.tasks), seed: numberOf(options.seed), engine },
    ...(name === undefined ? {} : { name }),
    ...(model === undefined ? {} : { model }),
    ...(budgets === undefined ? {} : { budgets }),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.filter((key) => typeof key === 'string').join('.') ?? '';
  throw new UsageError(`--${path}: ${issue?.message}`);
}

/** What is wanted beside the run itself. */
export const followingOf = (
  { out, json }: { readonly out?: string | undefined; readonly json: boolean },
  cwd: string,
): Following => ({ out: out === undefined ? undefined : resolve(cwd, out), json });
