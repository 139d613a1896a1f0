import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { poolSizeFor } from './pool-size.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('a process needs its listeners, its jobs and two more', () => {
  expect(poolSizeFor({ listeners: 10, concurrency: 8 })).toBe(20);
});

test('more connections than the server takes are refused at the start', async () => {
  const opening = openDatabase({ url: database.url, poolSize: 5_000 });
  await expect(opening).rejects.toThrow(/5000 connections.*server takes \d+\..*concurrency/);
});

test('a server that is not there is named, without the password', async () => {
  const url = 'postgresql://someone:hidden@127.0.0.1:1/nothing';
  const failure = await openDatabase({ url, poolSize: 2 }).catch((thrown: Error) => thrown.message);
  expect(failure).toMatch(/"?nothing"? at 127\.0\.0\.1:1.*DATABASE_URL/);
  expect(failure).not.toContain('hidden');
});
