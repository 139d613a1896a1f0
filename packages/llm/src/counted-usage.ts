import type { ModelReply, ModelUsage } from '@firefly/contracts/model';
import type { ModelRequest } from './model.ts';

/** English has about four bytes a token, JSON and other scripts fewer: rather too many tokens than too few. */
const BYTES_A_TOKEN = 3;

const tokensIn = (said: unknown): number =>
  Math.ceil(Buffer.byteLength(JSON.stringify(said)) / BYTES_A_TOKEN);

/** What a reply took, and how many of these tokens nobody counted. */
export interface CountedUsage {
  readonly usage: ModelUsage;
  readonly estimated: number;
}

/**
 * The tokens of a request and its reply as the provider counted them. Not every server of models does: no
 * request is read for 0 tokens, so what it left out is estimated by the bytes of what was said, or a budget
 * would never be spent.
 */
export function countedUsage(
  { system, tools, messages }: ModelRequest,
  { usage, content }: ModelReply,
): CountedUsage {
  const read = usage.input + usage.cached + usage.written;
  const input = read > 0 ? 0 : tokensIn([system, tools, messages]);
  const output = usage.output > 0 || content.length === 0 ? 0 : tokensIn(content);
  return {
    usage: { ...usage, input: usage.input + input, output: usage.output + output },
    estimated: input + output,
  };
}
