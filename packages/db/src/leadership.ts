import { openLock } from './advisory-lock.ts';

/** What only one process of an installation does at a time; it ends with `leave`, or with the process. */
export interface Leadership {
  /**
   * Rejects once the connection that holds it is lost, or says nothing for ten seconds: somebody else may
   * lead by then. Also rejects with the signal.
   */
  confirm(signal?: AbortSignal): Promise<void>;
  leave(): Promise<void>;
}

/** Leads, if nobody else does; else null. */
export async function tryToLead(url: string, what: string): Promise<Leadership | null> {
  const lock = await openLock(url, 'lead', what);
  try {
    if (await lock.tryExclusive())
      return { confirm: (signal) => lock.confirm(signal), leave: () => lock.close() };
  } catch (error) {
    await lock.close();
    throw error;
  }
  await lock.close();
  return null;
}
