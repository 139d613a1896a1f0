import { setTimeout as delay } from 'node:timers/promises';
import { familyOf, pssOf, runningNow } from './processes.ts';

/** Memory at one moment, in bytes of PSS. */
export interface Memory {
  readonly ours: number;
  readonly postgres: number;
}

const SAMPLE_MS = 250;

export const total = ({ ours, postgres }: Memory): number => ours + postgres;

const sum = (pids: readonly number[]): number => pids.reduce((all, pid) => all + pssOf(pid), 0);

function sample(root: number): Memory {
  const { ours, postgres } = familyOf(root, runningNow());
  return { ours: sum(ours), postgres: sum(postgres) };
}

/** Looks at a process and its family until `ended`; gives the moment at which they held most. */
export async function peakMemory(root: number, ended: Promise<unknown>): Promise<Memory> {
  let running = true;
  void ended.finally(() => {
    running = false;
  });
  let peak: Memory = { ours: 0, postgres: 0 };
  while (running) {
    const now = sample(root);
    if (total(now) > total(peak)) peak = now;
    await Promise.race([ended, delay(SAMPLE_MS)]);
  }
  return peak;
}
