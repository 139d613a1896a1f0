import { canStartRedis } from '@firefly/testing/redis';
import { describe, expect, test } from 'vitest';
import { interruptions } from './interruptions.ts';
import { redisQueues } from './queues-under-test.ts';

describe.skipIf(!canStartRedis)('with its queues on Redis', () => {
  const { begin, queues, idsIn } = interruptions(redisQueues);

  test('a run whose Redis goes away and comes back empty goes on by itself', async () => {
    const command = await begin('away');
    await queues().goAway();
    await command.says(/the queues: .*ECONNREFUSED/);
    await queues().comeBack();
    const { code, err } = await command.ended;
    expect(code, err).toBe(0);
    const { found, wanted } = await idsIn('away');
    expect(found).toEqual(wanted);
  });
});
