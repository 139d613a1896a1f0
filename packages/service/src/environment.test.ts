import { expect, test } from 'vitest';
import { z } from 'zod';
import { EnvironmentError, parseEnvironment } from './environment.ts';

const schema = z
  .object({
    DATABASE_URL: z.url().describe('the address of the database, like postgres://host/name'),
    PORT: z.coerce.number().int().max(65_535).default(8080),
    SECRET: z.string().min(8).optional(),
    MODE: z.enum(['one', 'two']).default('one'),
  })
  .refine(({ PORT, MODE }) => MODE === 'one' || PORT !== 8080, 'MODE two needs a PORT of its own');

const failure = (env: Record<string, string>): string => {
  try {
    parseEnvironment(schema, env);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
  }
  throw new Error('the environment was taken');
};

test('reads typed values, fills defaults and leaves other variables alone', () => {
  const env = parseEnvironment(schema, { DATABASE_URL: 'postgres://h/d', PORT: '1', PATH: '/bin' });
  expect(env).toEqual({ DATABASE_URL: 'postgres://h/d', PORT: 1, MODE: 'one' });
});

test('takes an empty variable for one that is not set', () => {
  expect(parseEnvironment(schema, { DATABASE_URL: 'postgres://h/d', PORT: '' }).PORT).toBe(8080);
});

test('names every wrong variable on a line of its own and says what to do', () => {
  const lines = failure({ PORT: 'eighty', MODE: 'three' }).split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toBe(
    '  DATABASE_URL: is not set. Set it to: the address of the database, like postgres://host/name.',
  );
  expect(lines[2]).toMatch(/^ {2}PORT: .+expected number/);
  expect(lines[3]).toMatch(/^ {2}MODE: .+"one"\|"two"/);
});

test('never shows a value', () => {
  expect(failure({ DATABASE_URL: 'pa55', SECRET: 'hunter2' })).not.toMatch(/pa55|hunter2/);
});

test('shows a rule over several variables', () => {
  expect(failure({ DATABASE_URL: 'postgres://h/d', MODE: 'two' })).toContain(
    'MODE two needs a PORT of its own',
  );
});
