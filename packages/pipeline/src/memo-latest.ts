/** Results kept: a process works on few waves at a time, and each result may be large. */
const KEPT = 2;

/** Computes once per run and wave, and forgets all but the latest; a failure is not kept. */
export function memoLatest<T>(
  compute: (runId: string, wave: number) => Promise<T>,
): (runId: string, wave: number) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (runId, wave) => {
    const key = `${runId} ${wave}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = compute(runId, wave);
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old);
    return made;
  };
}
