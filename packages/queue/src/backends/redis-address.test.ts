import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redisAddress } from './redis-address.ts';

const thrownFor = (address: string): string => {
  try {
    redisAddress(address);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error('the address was taken');
};

test('takes host, port, database, user, password and TLS', () => {
  expect(redisAddress('redis://h')).toEqual({ host: 'h', port: 6379, db: 0 });
  expect(redisAddress('rediss://[::1]:7000/3')).toEqual({
    host: '::1',
    port: 7000,
    db: 3,
    tls: {},
  });
  expect(redisAddress('redis://:pass@h/')).toEqual({
    host: 'h',
    port: 6379,
    db: 0,
    password: 'pass',
  });
});

test('any user and password arrive as they are meant', () => {
  const word = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(word, word, (username, password) => {
      const [user, secret] = [username, password].map(encodeURIComponent);
      expect(redisAddress(`redis://${user}:${secret}@h:1/2`)).toMatchObject({ username, password });
    }),
  );
});

test('takes Sentinels, the name of the primary, and how to enter both', () => {
  expect(redisAddress('redis+sentinel://one,[::2]:7000/mymaster')).toEqual({
    sentinels: [
      { host: 'one', port: 26379 },
      { host: '::2', port: 7000 },
    ],
    name: 'mymaster',
    db: 0,
  });
  const entered =
    'rediss+sentinel://u:p%40@h:1/a%2Fb/3?sentinelUsername=who&sentinelPassword=se%26cret';
  expect(redisAddress(entered)).toEqual({
    sentinels: [{ host: 'h', port: 1 }],
    name: 'a/b',
    db: 3,
    ...{ username: 'u', password: 'p@', tls: {} },
    ...{ sentinelUsername: 'who', sentinelPassword: 'se&cret' },
    ...{ sentinelTLS: {}, enableTLSForSentinelMode: true },
  });
});

test.each([
  ['', 'is not a URL'],
  ['redis+sentinel://h:26379', 'no primary'],
  ['redis+sentinel://h:26379//0', 'no primary'],
  ['redis+sentinel://h,:1/m', 'is not a URL'],
  ['redis+sentinel://h:70000/m', 'is not a URL'],
  ['redis+sentinel://h/m/first', 'number of a database'],
  ['redis+sentinel://h/m/0/1', 'number of a database'],
  ['redis+sentinel://h/m?password=x', 'sentinelPassword behind the ?'],
  ['redis://one,two', 'several hosts'],
  ['localhost:6379', 'redis:// or rediss://'],
  ['redis://h:99999', 'is not a URL'],
  ['postgres://h/d', 'redis:// or rediss://'],
  ['redis://', 'no host'],
  ['redis:///0', 'no host'],
  ['redis://h/first', 'number of a database'],
  ['redis://h/0/1', 'number of a database'],
  ['redis://h/123456', 'number of a database'],
  ['redis://h?db=1', 'behind a ?'],
  ['redis://h#1', 'behind a ?'],
  ['redis://u:a%zz@h', '%25'],
])('%s is refused with the reason', (address, reason) => {
  expect(thrownFor(address)).toContain(reason);
});

test('a refusal shows nothing of a password, wherever the address breaks', () => {
  for (const address of [
    'redis://:hunter2@h/no',
    'redis://:hun/ter2@h',
    'redis://:hunter2@h:port',
    'http://u:hunter2@h',
    'redis://u:hunter2%@h',
    'redis+sentinel://:hunter2@h:x/m',
    'redis+sentinel://h/m?sentinelPasswort=hunter2',
  ])
    expect(thrownFor(address)).not.toMatch(/hun|ter2/);
});
