import type { JsonObject } from '@firefly/domain/json';
import { type Random, randomOf } from '@firefly/domain/random';
import type { TierRecording, TierTool } from '@firefly/domain/simulation/tool-index';

/** Requests as people phrase them, to ten tools: common words, and some of a few thousand rare ones. */

export const RECORDINGS = 100_000;
export const TOOLS = 10;

const SYLLABLES = ['ka', 'ri', 'to', 'me', 'lun', 'ber', 'sta', 'vo', 'nis', 'el', 'ga', 'port'];
const COMMON = ['the', 'population', 'of', 'in', 'weather', 'city', 'list', 'all', 'ferries'];

const word = (random: Random): string =>
  Array.from({ length: 2 + random.below(3) }, () => random.pick(SYLLABLES)).join('');
const RARE = ((random: Random) => Array.from({ length: 3_000 }, () => word(random)))(
  randomOf('words'),
);

/** Three to fourteen words, a third of them common; all requests share their limit. */
export const request = (random: Random): JsonObject => ({
  query: Array.from({ length: 3 + random.below(12) }, () =>
    random.pick(random.below(3) === 0 ? COMMON : RARE),
  ).join(' '),
  limit: 5,
});

/** A recorded request in other words: one that says little stands in front. */
export const reworded = ({ query, limit }: JsonObject): JsonObject => ({
  query: `the ${String(query)}`,
  limit: limit ?? 5,
});

export const similarTool = (at: number): TierTool => ({
  ...{ server: 'bench', name: `search_${at}`, fingerprint: `${at}`, readOnly: true },
  inputSchema: {
    type: 'object',
    properties: { query: { type: 'string' }, limit: { type: 'integer', default: 10 } },
    required: ['query'],
  },
});

/** The recordings of one of the tools, each with some 2 KB of an answer. */
export function recordingsOf(tool: number): TierRecording[] {
  const random = randomOf('recordings', tool);
  return Array.from({ length: RECORDINGS / TOOLS }, (_, at): TierRecording => {
    const text = JSON.stringify({
      rows: Array.from({ length: 60 }, () => ({ id: random.below(1e9) })),
      at,
    });
    return {
      ...{ id: `${tool}-${at}`, kind: 'result', succeeded: true, state_key: null },
      arguments: request(random),
      response: JSON.stringify({ content: [{ type: 'text', text }] }),
    };
  });
}
