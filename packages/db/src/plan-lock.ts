import { ifFree } from './advisory-lock.ts';

/**
 * Runs `plan` under the run's advisory lock; false if somebody else holds it. Only for looking at rows
 * and queueing what is missing: never across a tool or model call.
 */
export const planLock = (url: string, runId: string, plan: () => Promise<void>): Promise<boolean> =>
  ifFree(url, 'plan', runId, plan);
