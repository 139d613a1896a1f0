import type { Kit } from './bench.ts';

/** One side of a comparison: does the work once and gives what it measured, by name. */
export type Side<K extends string> = () => Promise<Readonly<Record<K, number>>>;

export interface Sides<K extends string> {
  readonly baseline: Side<K>;
  readonly subject: Side<K>;
}

/** What both sides measured, round by round. */
export type Rounds<K extends string> = readonly {
  readonly [S in keyof Sides<K>]: Readonly<Record<K, number>>;
}[];

export interface Plan {
  /** Shown while it runs. */
  readonly what: string;
  /** Rounds before the first that counts: for caches, compilers and pools. */
  readonly warmUps: number;
  readonly rounds: number;
}

/**
 * Measures both sides in turn, so that whatever else the machine does meets both alike; who begins
 * changes with each round. Rejects between two measurements once the signal is aborted.
 */
export async function alternate<K extends string>(
  { signal, say }: Pick<Kit, 'signal' | 'say'>,
  { what, warmUps, rounds }: Plan,
  { baseline, subject }: Sides<K>,
): Promise<Rounds<K>> {
  const measured: Rounds<K>[number][] = [];
  const once = (side: Side<K>): ReturnType<Side<K>> => {
    signal.throwIfAborted();
    return side();
  };
  for (let round = 1 - warmUps; round <= rounds; round += 1) {
    say(`${what}: ${round < 1 ? 'warming up' : `round ${round} of ${rounds}`}`);
    if (round % 2 === 0) {
      const first = await once(subject);
      measured.push({ baseline: await once(baseline), subject: first });
    } else {
      const first = await once(baseline);
      measured.push({ baseline: first, subject: await once(subject) });
    }
  }
  return measured.slice(warmUps);
}
