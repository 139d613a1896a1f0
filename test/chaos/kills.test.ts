import { postgresQueues } from '../e2e/queues-under-test.ts';
import { killsTest } from './kills-test.ts';

killsTest(['SIGKILL', 'SIGKILL', 'SIGINT'], postgresQueues);
