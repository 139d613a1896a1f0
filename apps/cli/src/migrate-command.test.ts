import { emptyDatabase } from '@firefly/testing/database';
import { expect, test } from 'vitest';
import { makeProgram } from './program.ts';
import { fakeTerminal } from './testing/fake-terminal.ts';

async function migrate(url: string, ...args: string[]): Promise<string> {
  const terminal = { ...fakeTerminal(), environment: { DATABASE_URL: url } };
  expect(await makeProgram(terminal)(['migrate', ...args])).toBe(0);
  expect(terminal.err.text()).toBe('');
  return terminal.out.text();
}

test('a new database is migrated, then it is up to date; the password is not said', async () => {
  const database = await emptyDatabase();
  const { host, pathname } = new URL(database.url);
  const name = `${pathname.slice(1)} at ${host}`;
  try {
    expect(await migrate(database.url)).toBe(`Migrated ${name}.\n`);
    expect(await migrate(database.url)).toBe(`${name} was up to date.\n`);
    const said = JSON.parse(await migrate(database.url, '--json'));
    expect(said).toEqual({ database: name, applied: false });
  } finally {
    await database.close();
  }
});

test('an address that is none, and a database that is not there, are one line', async () => {
  await expect(migrate('mysql://me:hunter2@host/db')).rejects.toThrow(
    /^The environment cannot be used:\n {2}DATABASE_URL: is no address that begins with postgres:\/\/\. [^\n]*$/,
  );
  await expect(migrate('postgres://me:hunter2@127.0.0.1:1/db')).rejects.toThrow(
    /^No connection to the Postgres database db at 127\.0\.0\.1:1: [^\n]*ECONNREFUSED[^\n]*$/,
  );
});
