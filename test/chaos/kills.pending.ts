import { postgresQueues } from '../e2e/queues-under-test.ts';
import { killsTest } from './kills-test.ts';
import { smallRun } from './subject.ts';

killsTest(smallRun, postgresQueues, { kills: 4, perRun: 4, longestMs: 150_000 });
