import { readFile } from 'node:fs/promises';

/** What fixtures noted in the file that `ARRIVALS` named, in the order of time. */
export interface Arrivals {
  readonly count: number;
  /** The most in any second. */
  readonly mostPerSecond: number;
  /** From the first to the last, on average. */
  readonly perSecond: number;
  /** How many requests of this method there were. */
  of(method: 'tools/list' | 'tools/call'): number;
}

export async function readArrivals(file: string): Promise<Arrivals> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  const times = lines.map((line) => Number(line.split(' ')[0])).toSorted((a, b) => a - b);
  let first = 0;
  let mostPerSecond = 0;
  for (const [last, at] of times.entries()) {
    while (at - (times[first] as number) >= 1_000) first += 1;
    mostPerSecond = Math.max(mostPerSecond, last - first + 1);
  }
  return {
    count: times.length,
    mostPerSecond,
    perSecond: ((times.length - 1) * 1_000) / ((times.at(-1) ?? 0) - (times[0] ?? 0)),
    of: (method) => lines.filter((line) => line.endsWith(` ${method}`)).length,
  };
}
