import { resolve } from 'node:path';
import { type RunRequest, runRequest } from '@firefly/contracts/control-api';
import { UsageError } from '../usage-error.ts';
import type { Following } from './follow.ts';

/** What the command line was given of a run for a service. */
export interface RequestOptions {
  readonly servers: string;
  readonly tasks: string;
  readonly seed: string;
  readonly engine: string;
  readonly name?: string;
  readonly budgetCalls?: string;
  readonly budgetMinutes?: string;
}

/** By what a person wrote it: options of the command for places of a request. */
const optionOf: Readonly<Record<string, string>> = {
  'budgets.calls': '--budget-calls',
  'budgets.minutes': '--budget-minutes',
};

/** A text that is no number becomes NaN, which the request takes nowhere. */
const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** What `run --url` asks the service for. Throws a `UsageError` that names the option. */
export function requestOf(options: RequestOptions): RunRequest {
  const { engine, name, budgetCalls: calls, budgetMinutes: minutes } = options;
  const budgets = {
    ...(calls === undefined ? {} : { calls: number(calls) }),
    ...(minutes === undefined ? {} : { minutes: number(minutes) }),
  };
  const parsed = runRequest.safeParse({
    servers: options.servers.split(',').map((server) => server.trim()),
    ...{ tasks: number(options.tasks), seed: number(options.seed), engine },
    ...(name === undefined ? {} : { name }),
    ...(Object.keys(budgets).length === 0 ? {} : { budgets }),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.filter((key) => typeof key === 'string').join('.') ?? '';
  throw new UsageError(`${optionOf[path] ?? `--${path}`}: ${issue?.message}`);
}

/** What is wanted beside the run itself. */
export const followingOf = (
  { out, json }: { readonly out?: string | undefined; readonly json: boolean },
  cwd: string,
): Following => ({ out: out === undefined ? undefined : resolve(cwd, out), json });
