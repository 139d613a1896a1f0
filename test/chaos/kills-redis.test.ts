import { canStartRedis } from '@firefly/testing/redis';
import { describe } from 'vitest';
import { redisQueues } from '../e2e/queues-under-test.ts';
import { killsTest } from './kills-test.ts';

describe.skipIf(!canStartRedis)('with its queues on Redis', () => {
  killsTest(['SIGKILL'], redisQueues);
});
