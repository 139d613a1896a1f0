import { z } from 'zod';
import { Problem } from '../problem.ts';

/** A body or parameters as their schema has them. Throws a `Problem` that says what is wrong, and where. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Problem(400, 'Bad request', z.prettifyError(parsed.error).replaceAll('\n', ' '));
}
