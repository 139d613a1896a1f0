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
    else signal.addEventListener('abort', abandon);
    // Every job comes by here, so no further promise is made, as `finally` would.
    const settle =
      <V>(end: (value: V) => void) =>
      (value: V): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abandon);
        end(value);
      };
    work.then(settle(resolve), settle(reject));
  });
}
