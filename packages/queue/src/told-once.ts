/**
 * For how long the same words are the same error: a store that is away is found away again and
 * again, by each queue and worker on each of their connections.
 */
const SAME_MS = 10_000;

/** Passes each error on once, by its words alone: what else it carries may be a secret. */
export function toldOnce(report: (error: Error) => void): (error: Error) => void {
  const told = new Map<string, number>();
  return (error) => {
    // What fails on each address of a host is an error of several, which has no words of its own.
    const words = error.message || String((error as { code?: unknown }).code);
    const now = performance.now();
    for (const [old, at] of told) if (now - at > SAME_MS) told.delete(old);
    if (told.has(words)) return;
    told.set(words, now);
    report(new Error(words));
  };
}
