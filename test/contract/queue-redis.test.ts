import { canUseRedis, testRedis } from '@firefly/testing/redis';
import { describe } from 'vitest';
import { queueContract } from './queue-contract.ts';

describe.skipIf(!canUseRedis)('with a redis-server', () => {
  queueContract('Redis', testRedis);
});
