import { resolve } from 'node:path';
import { type RunRequest, runRequest } from '@firefly/contracts/control-api';
import { z } from 'zod';
import { UsageError } from '../usage-error.ts';
import type { Following } from './follow.ts';

const given = z.object({
  servers: z.string(),
  tasks: z.coerce.number(),
  seed: z.coerce.number(),
  engine: z.string(),
  name: z.string().optional(),
  budgetCalls: z.coerce.number().optional(),
  budgetMinutes: z.coerce.number().optional(),
});

/** By what a person wrote it: options of the command for places of a request. */
const optionOf: Readonly<Record<string, string>> = {
  'budgets.calls': '--budget-calls',
  'budgets.minutes': '--budget-minutes',
};

/** What `run --url` asks the service for. Throws a `UsageError` that names the option. */
export function requestOf(options: unknown): RunRequest {
  const { servers, budgetCalls: calls, budgetMinutes: minutes, ...rest } = given.parse(options);
  const budgets = calls === undefined && minutes === undefined ? undefined : { calls, minutes };
  const names = servers.split(',').map((name) => name.trim());
  const parsed = runRequest.safeParse({ ...rest, servers: names, budgets });
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
