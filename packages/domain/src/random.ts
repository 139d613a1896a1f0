import { createHash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded source of choices. Two sources with the same parts make the same choices. */
export interface Random {
  /** An integer from 0 up to, not including, `below`. */
  below(below: number): number;
  pick<T>(items: readonly T[]): T | undefined;
  shuffle<T>(items: readonly T[]): T[];
}

/** A 31-bit seed derived from parts, such as run seed, wave and index. */
export const seedOf = (...parts: readonly (string | number)[]): number =>
  createHash('sha256').update(JSON.stringify(parts)).digest().readInt32BE(0) & 0x7fffffff;

/** Seeded randomness: xoroshiro128+ started from a hash of the parts. */
export function randomOf(...parts: readonly (string | number)[]): Random {
  const generator = xoroshiro128plus(seedOf(...parts));
  const below = (limit: number): number => uniformInt(generator, 0, limit - 1);
  return {
    below,
    pick: (items) => (items.length === 0 ? undefined : items[below(items.length)]),
    shuffle: <T>(items: readonly T[]): T[] => {
      const out = [...items];
      for (let at = out.length - 1; at > 0; at -= 1) {
        const other = below(at + 1);
        const [a, b] = [out[at] as T, out[other] as T];
        out[at] = b;
        out[other] = a;
      }
      return out;
    },
  };
}
