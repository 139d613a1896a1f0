import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fits, partsOf } from '@firefly/control-api/api-key';
import { type Database, openDatabase } from '@firefly/db/database';
import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProgram } from './program.ts';
import { fakeTerminal } from './testing/fake-terminal.ts';

let home: string;
let store: TestDatabase;
let db: Database;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'firefly-keys-'));
  store = await testDatabase();
  db = await openDatabase({ url: store.url, poolSize: 2 });
});
afterAll(async () => {
  await db.close();
  await store.close();
  await rm(home, { recursive: true, force: true });
});

async function keys(...args: string[]) {
  const environment = { FIREFLY_HOME: home, DATABASE_URL: store.url };
  const terminal = { ...fakeTerminal(home), environment };
  const code = await makeProgram(terminal)(['keys', ...args]);
  return { code, out: terminal.out.text(), err: terminal.err.text() };
}

test('a key is printed once, works until it is revoked, and is nowhere in the list', async () => {
  const made = await keys('create', '--name', ' night\u001b[2Jjob ', '--scope', 'run');
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^ff_\S+\n$/) });
  const { id, secret } = partsOf(made.out.trim()) ?? { id: '', secret: '' };
  expect(made.err).toContain(`Key ${id} may "run"`);
  const active = await db.apiKeys.active(id);
  expect(active?.key).toMatchObject({ name: 'night\u001b[2Jjob', scopes: ['run'] });
  expect(fits(secret, active?.hash ?? '')).toBe(true);

  const { out } = await keys('list');
  expect(out).toMatch(
    new RegExp(`^${id}  run    \\d{4}-\\d\\d-\\d\\d  night\\\\u001b\\[2Jjob\\n$`),
  );
  expect(out).not.toContain(secret);

  expect((await keys('revoke', id)).out).toBe(`Key ${id} is revoked.\n`);
  expect(await db.apiKeys.active(id)).toBeNull();
  expect((await keys('list')).out).toContain('(revoked ');
  await expect(keys('revoke', id)).rejects.toThrow(`key ${id} was revoked before`);
  await expect(keys('revoke', 'nobody')).rejects.toThrow('there is no key with the id nobody');
});

test('--json: one document each; a key found lying about can be revoked by itself', async () => {
  const made = JSON.parse((await keys('create', '--name', 'x', '--scope', 'admin', '--json')).out);
  expect(made).toMatchObject({ name: 'x', scopes: ['admin'], revoked_at: null });
  const listed = await keys('list', '--json');
  const { key, ...shown } = made;
  expect(JSON.parse(listed.out).keys).toContainEqual(shown);
  expect(listed.out).not.toContain(key);
  const revoked = await keys('revoke', key, '--json');
  expect(JSON.parse(revoked.out)).toEqual({ id: made.id, revoked: true });
});
