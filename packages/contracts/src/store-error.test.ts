import { expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { storeError } from './store-error.ts';

test.each([
  'LOADING Redis is loading the dataset in memory',
  "READONLY You can't write against a read only replica.",
  "OOM command not allowed when used memory > 'maxmemory'.",
  'MISCONF Redis is configured to save RDB snapshots, but is currently unable to persist to disk.',
  'Connection is closed.',
  'Command aborted due to connection close',
])('Redis that says "%s" may say otherwise the next time', (words) => {
  expect(failureOf(storeError(new Error(words), 'the queues'))).toEqual({
    kind: 'transient',
    message: `the connection to the queues failed: ${words}`,
  });
});

test('a Redis that stays away is told in words, not by an option of the library', () => {
  const error = new Error('Reached the max retries per request limit (which is 20). Refer to …');
  expect(failureOf(storeError(error, 'the queues')).message).toBe(
    'the connection to the queues failed: it could not be made again in time',
  );
});

test('a raw query through Prisma that finds no server may find one the next time', () => {
  const message = [
    'Invalid `prisma.$queryRaw()` invocation:',
    '',
    "Raw query failed. Code: `N/A`. Message: `Can't reach database server at 127.0.0.1:5432`",
  ].join('\n');
  const error = Object.assign(new Error(message), { code: 'P2010' });
  expect(failureOf(storeError(error, 'the database')).kind).toBe('transient');
});

test.each(['ERR wrong number of arguments', 'WRONGPASS invalid password', 'no OOM here'])(
  '"%s" is no passing state',
  (words) => {
    const error = new Error(words);
    expect(storeError(error, 'the queues')).toBe(error);
  },
);
