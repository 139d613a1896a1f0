import type { RunDetail } from '@firefly/contracts/control-api';

const stage = (name: string, done: number, total: number) => ({ name, done, total });

/** A run that has ended well. */
export const sampleRun: RunDetail = {
  id: 'run-1',
  name: 'harbours',
  status: 'finished',
  servers: ['harbour'],
  tasks: 2,
  seed: 7,
  engine: 'rules',
  created_at: '2026-11-21T12:00:00.000Z',
  finished_at: '2026-11-21T12:01:00.000Z',
  error: null,
  stopping: null,
  progress: { wave: 1, stages: [stage('explore', 4, 4), stage('accepted', 2, 2)] },
  yields: { explorations: 4, drafts: 3, passed: 2, replayed: 2, accepted: 2 },
  reasons: {
    rejected: [{ what: 'no-leak', count: 1 }],
    misfits: [{ what: 'walk: nothing \u001b[2J to look up', count: 2 }],
  },
  cost: { calls: 30, jobs: 12, job_ms: 2_500 },
  forecast: null,
};
