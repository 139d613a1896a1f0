import type { JsonObject } from '../../json.ts';
import type { TierSource } from '../tiers.ts';
import type { TierRecording } from '../tool-index.ts';

/** A recording whose answer is a text, or an error with a text. */
export const recorded = (
  id: string,
  args: JsonObject,
  text = id,
  more: { readonly state_key?: string; readonly isError?: true } = {},
): TierRecording => ({
  id,
  kind: 'result',
  succeeded: more.isError === undefined,
  arguments: args,
  state_key: more.state_key ?? null,
  response: JSON.stringify({
    content: [{ type: 'text', text }],
    ...(more.isError ? { isError: true } : {}),
  }),
});

/** Recordings in memory, and which of them were read. */
export function memorySource(
  all: readonly TierRecording[],
): TierSource & { readonly reads: number[] } {
  const reads: number[] = [];
  return {
    reads,
    recordings: () => all,
    read(at) {
      reads.push(at);
      const reply = all[at];
      if (reply === undefined) throw new Error(`no recording ${at}`);
      return reply;
    },
  };
}
