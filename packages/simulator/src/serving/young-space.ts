import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Both halves of the space for what was just allocated, once it has grown. */
const GROWN_BYTES = 32 * 1024 * 1024;

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;

/**
 * Ends the growth of the space for what was just allocated at some 32 MB. It grows to 130 MB otherwise, while
 * the replies that are kept fill the memory beside it; where it stays as small as it starts, it is cleaned so
 * often that more than one call in a hundred waits for that. How far it may grow can be told to a process that
 * starts only, so its growth is looked at until it is enough.
 */
export function keepYoungSpaceSmall(): void {
  // Little survives in it: helpers that wait for a busy processor are longer at that than one at all of it.
  setFlagsFromString('--no-parallel-scavenge');
  const observer = new PerformanceObserver(() => {
    if (youngBytes() < GROWN_BYTES) return;
    observer.disconnect();
    setFlagsFromString('--semi-space-growth-factor=1');
  });
  observer.observe({ entryTypes: ['gc'] });
}
