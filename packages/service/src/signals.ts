import type { Lifecycle } from './lifecycle.ts';

/** The exit code of a process that a signal ended, as a shell shows it: 128 and its number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * A key press reaches a process behind `npm run` twice, from the terminal and from npm. Nobody
 * presses a key twice in this time on purpose.
 */
const SAME_PRESS_MS = 250;

/**
 * Ctrl-C or SIGTERM stops the lifecycle and then ends the process with 130 or 143; the second one
 * ends it at once with the same code. Returns a function that takes the listeners away again.
 */
export function onSignals(lifecycle: Lifecycle): () => void {
  let first: number | undefined;
  const handle = (signal: keyof typeof exitCodes): void => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      void lifecycle.stop().then(() => process.exit(exitCodes[signal]));
    } else if (now - first > SAME_PRESS_MS) process.exit(exitCodes[signal]);
  };
  const signals = Object.keys(exitCodes) as (keyof typeof exitCodes)[];
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.off(signal, handle);
  };
}
