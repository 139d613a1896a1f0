import type { QueueKey } from '@firefly/contracts/queues';
import { type Concurrency, queueKeys } from '@firefly/queue/pool-size';
import { EnvironmentError } from '@firefly/service/environment';
import type { WorkerSettings } from './environment.ts';
import { serviceConcurrency } from './load.ts';

const MOST = 256;

const isQueue = (name: string): name is QueueKey => (queueKeys as readonly string[]).includes(name);
const wrong = (name: string, what: string): EnvironmentError =>
  new EnvironmentError([`${name}: ${what}. The queues are ${queueKeys.join(', ')}.`]);
const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function count(text: string, part: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > MOST)
    throw wrong('WORKER_CONCURRENCY', `"${part}" is no number from 1 to ${MOST}`);
  return number;
}

/** Which queues a worker serves, and how many jobs of each at a time. Throws an EnvironmentError. */
export function workerLoad({
  WORKER_QUEUES,
  WORKER_CONCURRENCY,
}: Pick<WorkerSettings, 'WORKER_QUEUES' | 'WORKER_CONCURRENCY'>): Concurrency {
  const served = WORKER_QUEUES === undefined ? queueKeys : parts(WORKER_QUEUES);
  const unknown = served.find((name) => !isQueue(name));
  if (unknown !== undefined) throw wrong('WORKER_QUEUES', `there is no queue "${unknown}"`);
  if (served.length === 0) throw wrong('WORKER_QUEUES', 'it names no queue');
  const said = parts(WORKER_CONCURRENCY);
  const [general, second] = said.filter((part) => !part.includes('='));
  if (second !== undefined)
    throw wrong('WORKER_CONCURRENCY', `"${general}" and "${second}" are both for all queues`);
  const counts: Record<QueueKey, number> = {
    ...serviceConcurrency(general === undefined ? 4 : count(general, general)),
  };
  for (const part of said.filter((each) => each.includes('='))) {
    const [name = '', number = '', ...more] = part.split('=').map((each) => each.trim());
    if (!isQueue(name)) throw wrong('WORKER_CONCURRENCY', `there is no queue "${name}"`);
    if (more.length > 0) throw wrong('WORKER_CONCURRENCY', `"${part}" has a second "="`);
    if (!served.includes(name))
      throw wrong('WORKER_CONCURRENCY', `WORKER_QUEUES does not name "${name}"`);
    counts[name] = count(number, part);
  }
  for (const key of queueKeys) if (!served.includes(key)) counts[key] = 0;
  return counts;
}
