import pMap from 'p-map';

/**
 * Does work on several things at a time. After a failure nothing more is begun, what is under way is waited
 * for, and then it rejects with that failure: whoever does the work again does not meet its own remains.
 */
export async function together<T, R>(
  things: readonly T[],
  atOnce: number,
  work: (thing: T, at: number) => Promise<R>,
): Promise<R[]> {
  let failure: { readonly error: unknown } | undefined;
  const done = await pMap(
    things,
    async (thing, at) => {
      if (failure !== undefined) return [];
      try {
        return [await work(thing, at)];
      } catch (error) {
        failure ??= { error };
        return [];
      }
    },
    { concurrency: atOnce },
  );
  if (failure !== undefined) throw failure.error;
  return done.flat(1) as R[];
}
