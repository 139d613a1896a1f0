import type { Lifecycle } from './lifecycle.ts';

/** Whether a process can do its work: it has started, does not stop, and what it needs answers. */
export interface Readiness {
  /** Adds something that the process needs: `ask` resolves when it answers. */
  needs(name: string, ask: () => Promise<unknown>): void;
  /** From now on it is ready, until it stops; what is registered with the lifecycle before is still there then. */
  ready(): void;
  /** Why it cannot work now, in words for people; null when it can. Never rejects. */
  unready(): Promise<string | null>;
}

/** What does not answer in this time is away, for whoever asks whether to send work here. */
const ANSWER_MS = 2_000;

async function answers(name: string, ask: () => Promise<unknown>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`${name} did not answer in time.`), ANSWER_MS);
  });
  // What went wrong is for the log of whoever works with it: an address may stand in the words.
  const asked = (async () => ask())().then(
    () => null,
    () => `${name} cannot be used now.`,
  );
  const reason = await Promise.race([asked, late]);
  clearTimeout(timer);
  return reason;
}

/** Makes the readiness of a process that is starting. However many ask at once, each need is asked once. */
export function makeReadiness(lifecycle: Lifecycle): Readiness {
  const needs = new Map<string, () => Promise<unknown>>();
  let state: string | null = 'It is starting.';
  let looking: Promise<string | null> | undefined;
  const look = async (): Promise<string | null> => {
    const reasons = await Promise.all([...needs].map(([name, ask]) => answers(name, ask)));
    return reasons.filter((reason) => reason !== null).join(' ') || null;
  };
  return {
    needs: (name, ask) => void needs.set(name, ask),
    ready() {
      state = null;
      // Registered last, so it is the first thing that a stop does.
      lifecycle.onStop('readiness', () => {
        state = 'It is stopping.';
      });
    },
    async unready() {
      if (state !== null) return state;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return (await looking) ?? state;
    },
  };
}
