import { testDatabase } from '@firefly/testing/database';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Database, openDatabase } from '../database.ts';

/** A database for a test file, and a new run for each of its tests. */
export function useRun() {
  const held: { database?: Database; close?: () => Promise<void>; runId: string } = { runId: '' };
  let runs = 0;
  const database = () => {
    if (held.database === undefined) throw new Error('no database before the first test');
    return held.database;
  };
  beforeAll(async () => {
    const { url, close } = await testDatabase();
    held.close = close;
    held.database = await openDatabase({ url, poolSize: 4 });
  });
  beforeEach(async () => {
    held.runId = `run-${++runs}`;
    await database().runs.create({ id: held.runId, key: held.runId, spec: {} });
  });
  afterAll(async () => {
    await held.database?.close();
    await held.close?.();
  });
  return { database, runId: () => held.runId };
}

/** Does a write twice, as a job that ran twice does. */
export async function twice(write: () => Promise<unknown>): Promise<void> {
  await write();
  await write();
}
