import { z } from 'zod';

/** What `tally` gives, as it is stored. */
export const counted = z.array(z.object({ what: z.string(), count: z.int() }));

/** Texts with how often each occurs, the most frequent first, then by the alphabet. */
export const tally = (texts: Iterable<string>): { what: string; count: number }[] => {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .map(([what, count]) => ({ what, count }))
    .sort((a, b) => b.count - a.count || (a.what < b.what ? -1 : 1));
};
