import type { NewJob, Payload, RunQueueKey } from '@firefly/contracts/queues';
import type { Database } from '@firefly/db/database';
import { aboutPlan } from './about-plan.ts';
import { jobsToSolve, unsolvedIn } from './unsolved.ts';

type Reads = Pick<Database, 'runs' | 'servers' | 'explorations' | 'candidates'>;
type Successor<K extends RunQueueKey> = (
  done: Payload<K>,
  read: Reads,
) => Promise<readonly NewJob[]>;

const plan = (runId: string, turn: string): NewJob[] => [
  { queue: 'plan', payload: { runId, turn } },
];

/**
 * What follows what: the one place that knows. A successor is asked after its step has written its
 * rows; at a barrier it answers with nothing until the last of the wave is done. Two steps that end
 * together may both answer: the job ids are the same. `plan` finds its own work in the rows, so a
 * job lost here costs nothing but time.
 */
export const successors: { readonly [K in RunQueueKey]: Successor<K> } = {
  discover: async ({ runId }, { servers }) =>
    (await servers.list(runId)).some((server) => server.status === 'pending')
      ? []
      : [{ queue: 'link', payload: { runId } }],
  link: async ({ runId }) => plan(runId, 'linked'),
  plan: async () => [],
  explore: async ({ runId, wave }, { explorations }) =>
    (await explorations.countBelow(runId, wave, 'explored')) > 0
      ? []
      : [{ queue: 'probe', payload: { runId, wave } }],
  probe: async ({ runId, wave }, { explorations }) => {
    const planned = await explorations.list(runId, wave);
    return planned.map(({ index, plan }) => ({
      queue: 'synthesize',
      payload: { runId, wave, index },
      about: aboutPlan(plan),
    }));
  },
  synthesize: async (payload, { explorations }) => {
    const row = await explorations.get(payload.runId, payload.wave, payload.index);
    return row === null ? [] : [{ queue: 'judge', payload, about: aboutPlan(row.plan) }];
  },
  judge: async ({ runId, wave }, read) =>
    (await read.explorations.countBelow(runId, wave, 'judged')) > 0
      ? []
      : jobsToSolve(runId, wave, await unsolvedIn(read, runId, wave)),
  solve: async ({ runId, wave }, read) =>
    (await unsolvedIn(read, runId, wave)).explorations.length > 0
      ? []
      : [{ queue: 'score', payload: { runId, wave } }],
  score: async ({ runId, wave }) => plan(runId, `scored-${wave}`),
  export: async () => [],
};
