import { openLock } from './advisory-lock.ts';

/**
 * Runs `plan` under the run's advisory lock; false if somebody else holds it. Only for looking at rows
 * and queueing what is missing: never across a tool or model call.
 */
export async function planLock(
  url: string,
  runId: string,
  plan: () => Promise<void>,
): Promise<boolean> {
  const lock = await openLock(url, 'plan', runId);
  try {
    if (!(await lock.tryExclusive())) return false;
    await plan();
    return true;
  } finally {
    await lock.close();
  }
}
