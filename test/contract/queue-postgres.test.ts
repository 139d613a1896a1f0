import { openQueues } from '@firefly/queue/connection';
import { poolSizeFor } from '@firefly/queue/pool-size';
import { testDatabase } from '@firefly/testing/database';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queueContract } from './queue-contract.ts';
import { everyQueue, handlersWith } from './queue-handlers.ts';
import { reaches, type Store } from './queue-kit.ts';

queueContract('Postgres', testDatabase);

describe('a connection to Postgres', () => {
  let store: Store | undefined;
  beforeAll(async () => {
    store = await testDatabase();
  });
  afterAll(() => store?.close());
  const url = () => store?.url ?? '';
  const options = { concurrency: everyQueue(2), onFinalFailure: () => {} };

  test('leaves no connection behind, even with workers that were never closed', async () => {
    const watcher = new Client({ connectionString: url() });
    await watcher.connect();
    const others = async () => {
      const { rows } = await watcher.query(
        'select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      return rows[0].n;
    };
    try {
      const queues = await openQueues({ url: url(), poolSize: poolSizeFor(options.concurrency) });
      await queues.startWorkers(handlersWith(), options);
      expect(await others()).toBeGreaterThanOrEqual(10);
      await queues.close();
      await reaches(others, 0);
    } finally {
      await watcher.end();
    }
  });

  test('refuses workers on a pool that their listeners would fill, and stays usable', async () => {
    const queues = await openQueues({ url: url(), poolSize: 10 });
    try {
      await expect(queues.startWorkers(handlersWith(), options)).rejects.toThrow('is too small');
      expect((await queues.counts()).link.waiting).toBe(0);
    } finally {
      await queues.close();
    }
  });

  test('says which database cannot be reached, never with the password', async () => {
    const wrong = new URL(url());
    wrong.password = 'not-the-pa55word';
    const failed = openQueues({ url: wrong.href, poolSize: 2 });
    await expect(failed).rejects.toThrow(new RegExp(`${wrong.host}: .*password authentication`));
    await expect(failed).rejects.not.toThrow('not-the-pa55word');
  });

  test.each(['mysql://h/d', 'nonsense'])('refuses the address %s', async (address) => {
    await expect(openQueues({ url: address, poolSize: 2 })).rejects.toThrow('postgres://');
  });
});
