import { FailureError } from '@firefly/contracts/failure';
import type { Database } from '@firefly/db/database';
import { expect, test } from 'vitest';
import { driveRun } from './drive.ts';
import { aSpec } from './testing/seeding.ts';

const lost = (): Error =>
  new FailureError({ kind: 'transient', message: 'the connection to the database failed' });
const spec = aSpec();

/** A database of one finished run, whose first looks end as told. */
function failing(errors: Error[]): Database {
  const none = Object.fromEntries(
    ['servers', 'serversDone', 'waves', 'explorations', 'explored', 'synthesized', 'judged']
      .concat('candidates', 'passing', 'replayed', 'accepted', 'calls')
      .map((name) => [name, 0]),
  );
  const progress = {
    async ofRun() {
      const error = errors.shift();
      if (error !== undefined) throw error;
      return { ...none, status: 'finished', spec: JSON.stringify(spec), createdAt: new Date() };
    },
  };
  return { progress } as unknown as Database;
}
const drive = (errors: Error[]) =>
  driveRun(
    { db: failing(errors), pipeline: { enqueue: async () => {}, isAlive: async () => true } },
    'r',
    () => {},
    AbortSignal.timeout(30_000),
  );

test('a database that is away for a few looks does not end the run', async () => {
  expect((await drive([lost(), lost(), lost()])).status).toBe('finished');
});

test('what does not pass ends it at once', async () => {
  await expect(drive([new Error('a bug of ours')])).rejects.toThrow('a bug of ours');
});
