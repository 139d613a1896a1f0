import path from 'node:path';

const here = (file: string): string => path.join(import.meta.dirname, file);

/** The fixture MCP servers, each a program for `process.execPath` that speaks over stdio. */
export const fixtureServers = {
  tidy: here('tidy.ts'),
  atlas: here('atlas.ts'),
  awkward: here('awkward.ts'),
  modern: here('modern.ts'),
  /** Takes `LIST` from its environment. */
  oddLists: here('odd-lists.ts'),
  hangs: here('hangs.ts'),
  dies: here('dies.ts'),
  /** Takes `FICKLE_CALLS` from its environment. */
  fickle: here('fickle.ts'),
  prose: here('prose.ts'),
  noisy: here('noisy.ts'),
  motley: here('motley.ts'),
  /** Its folder needs a `counter.txt` with a number. */
  stateful: here('stateful.ts'),
  stubborn: here('stubborn.ts'),
} as const;

export type FixtureServer = keyof typeof fixtureServers;
