import { interruptions } from './interruptions.ts';
import { postgresQueues } from './queues-under-test.ts';

interruptions(postgresQueues);
