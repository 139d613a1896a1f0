import type { z } from 'zod';

/** The environment of a process, as `process.env` gives it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Thrown with one line for each variable that is wrong; never shows a value, it may be a secret. */
export class EnvironmentError extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(['The environment cannot be used:', ...lines.map((line) => `  ${line}`)].join('\n'));
    this.name = 'EnvironmentError';
    this.lines = lines;
  }
}

/**
 * Reads the variables that a schema names; all others are left alone. An empty variable counts as
 * not set, as `NAME=` in an env file is meant. `.describe()` of a variable says what to do.
 * @throws EnvironmentError naming every wrong variable at once.
 */
export function parseEnvironment<S extends z.ZodObject>(schema: S, env: Environment): z.output<S> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, env[name] === '' ? undefined : env[name]]),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = Map.groupBy(parsed.error.issues, ({ path: [name] }) => String(name ?? ''));
  throw new EnvironmentError([...wrong].map(([name, issues]) => line(name, issues, given, schema)));
}

function line(
  name: string,
  issues: readonly z.core.$ZodIssue[],
  given: Environment,
  schema: z.ZodObject,
): string {
  // An issue without a variable comes from a rule over several of them.
  if (name === '') return issues.map(({ message }) => message).join('; ');
  const problem =
    given[name] === undefined ? 'is not set' : issues.map(({ message }) => message).join('; ');
  const advice = schema.shape[name]?.description;
  return `${name}: ${problem}. ${advice === undefined ? 'Set it to a valid value' : `Set it to: ${advice}`}.`;
}
