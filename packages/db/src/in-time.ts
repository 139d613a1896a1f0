/**
 * An answer that is waited for no longer than this, and no longer than `signal` lets: a peer that has
 * vanished would be waited for until the network gives it up. Rejects with what came in between.
 */
export function inTime<T>(answer: Promise<T>, ms: number, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(
      () => reject(new Error(`the database gave no answer within ${ms} ms`)),
      ms,
    );
    const settle =
      <V>(end: (value: V) => void) =>
      (value: V): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
        end(value);
      };
    answer.then(settle(resolve), settle(reject));
    if (signal?.aborted) leave();
    else signal?.addEventListener('abort', leave);
  });
}
