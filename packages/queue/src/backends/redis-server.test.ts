import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { canStartRedis, startRedis } from '@firefly/testing/redis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { redisAddress } from './redis-address.ts';
import { checkRedis, unfitness } from './redis-server.ts';

const refusalOf = (address: string): Promise<string> =>
  checkRedis(redisAddress(address)).then(
    () => 'taken',
    (error: Error) => error.message,
  );

test.each([
  ['redis_version:7.0.15\r\nmaxmemory_policy:noeviction\r\nrole:master', null],
  ['redis_version:6.2.0\nredis_mode:standalone', null],
  ['server:something else', null],
  ['redis_version:10.0.0', null],
  ['redis_version:6.0.16', /version 6\.0\.16, and 6\.2 or newer/],
  ['redis_version:5.0.3', /version 5\.0\.3/],
  ['maxmemory_policy:allkeys-lru', /is allkeys-lru.*throws jobs away.*set .* to noeviction/],
  ['role:slave', /replica.*name its primary/],
  ['redis_mode:cluster', /cluster/],
])('of a Redis that says %j', (info, refused) => {
  if (refused === null) expect(unfitness(info)).toBeNull();
  else expect(unfitness(info)).toMatch(refused);
});

test('one that is not there is named, with what to do', async () => {
  expect(await refusalOf('redis://:hunter2@127.0.0.1:1')).toMatch(
    /^The queues cannot be opened in the Redis at 127\.0\.0\.1:1: .*ECONNREFUSED.*QUEUE_URL\.$/,
  );
});

test('what is no Redis is refused', async () => {
  const other = createServer((_, response) => response.end('hello'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  expect(await refusalOf(`redis://127.0.0.1:${port}`)).toContain(`127.0.0.1:${port}`);
});

describe.skipIf(!canStartRedis)('with a redis-server', () => {
  async function refusalBy(
    settings: Record<string, string>,
    address: (port: number) => string,
  ): Promise<string> {
    const redis = await startRedis({ settings });
    onTestFinished(() => redis.close());
    return refusalOf(address(redis.port));
  }
  const plain = (port: number): string => `redis://127.0.0.1:${port}`;

  test('one as it comes is taken', async () => {
    expect(await refusalBy({}, plain)).toBe('taken');
  });

  test('one that may throw jobs away is refused, with the reason', async () => {
    expect(await refusalBy({ 'maxmemory-policy': 'volatile-ttl' }, plain)).toMatch(
      /^The Redis at .* cannot keep queues: .* volatile-ttl.*noeviction/,
    );
  });

  test('a password that it wants and does not get', async () => {
    expect(await refusalBy({ requirepass: 'hunter2' }, plain)).toMatch(
      /^The Redis at .* wants a password: write it into QUEUE_URL/,
    );
  });

  test.each(['', 'somebody'])('a wrong password of %j is not shown', async (user) => {
    const said = await refusalBy(
      { requirepass: 'hunter2' },
      (port) => `redis://${user}:not-hunter2@127.0.0.1:${port}`,
    );
    expect(said).toMatch(/does not take the user name or password of QUEUE_URL/);
    expect(said).not.toContain('hunter2');
  });

  test('the right password is taken', async () => {
    const right = (port: number) => `redis://:hunter2@127.0.0.1:${port}/1`;
    expect(await refusalBy({ requirepass: 'hunter2' }, right)).toBe('taken');
  });

  test('a database that it has not is refused, not replaced by another', async () => {
    expect(await refusalBy({ databases: '2' }, (port) => `${plain(port)}/7`)).toMatch(
      /DB index is out of range/,
    );
  });

  test('one without TLS is given up, with that as a hint', async () => {
    expect(await refusalBy({}, (port) => `rediss://127.0.0.1:${port}`)).toMatch(
      /ETIMEDOUT.*\(without TLS it begins with redis:\/\/\)/,
    );
  });
});
