import { FailureError } from '@firefly/contracts/failure';

/**
 * The outcome of `work`, or a `cancelled` failure if it still runs `graceMs` after the signal: a
 * handler that does not listen must not hold up the end of the process.
 */
export function orAbandon<T>(work: Promise<T>, signal: AbortSignal, graceMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const abandon = () => {
      const message = `the handler went on for ${graceMs} ms after it was told to stop`;
      timer = setTimeout(() => reject(new FailureError({ kind: 'cancelled', message })), graceMs);
    };
    if (signal.aborted) abandon();
    else signal.addEventListener('abort', abandon, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abandon);
    });
  });
}
