import { expect, test } from 'vitest';
import { voicesOf } from './voices.ts';

test('voices go by the seed, and differ within a request', () => {
  expect(voicesOf(7, 3)).toEqual(voicesOf(7, 3));
  for (let seed = 0; seed < 50; seed += 1) {
    const voices = voicesOf(seed, 4);
    expect(new Set(voices.map(({ style }) => style)).size).toBe(4);
    expect(new Set(voices.map(({ persona }) => persona)).size).toBe(4);
  }
  const first = Array.from({ length: 200 }, (_, seed) => voicesOf(seed, 1)[0]?.style);
  expect(new Set(first).size).toBe(7);
  expect(voicesOf(1, 20)).toHaveLength(20);
});
