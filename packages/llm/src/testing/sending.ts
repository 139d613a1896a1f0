import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { JsonObject } from '@firefly/domain/json';
import type { InputTokens } from './prompt-cache.ts';
import type { ScriptedBlock, ScriptedReply } from './scripted.ts';
import { tokensOf } from './tokens.ts';

/** A message of the API, which is written to the wire. */
interface Message {
  readonly id: string;
  readonly model: string;
  readonly content: readonly JsonObject[];
  readonly stop: string;
  /** Undefined where the server counts nothing. */
  readonly input: InputTokens | undefined;
  readonly output: number;
}

/** The message that a script means. */
export function messageOf(
  { content, stop, output, uncounted }: ScriptedReply,
  {
    model,
    input,
    at,
  }: { readonly model: string; readonly input: InputTokens; readonly at: number },
): Message {
  const calls = content.some(({ type }) => type === 'tool_use');
  return {
    ...{ id: `msg_${at}`, model, input: uncounted ? undefined : input },
    content: content.map((block, index) => wireBlock(block, `toolu_${at}_${index}`)),
    stop: stop ?? (calls ? 'tool_use' : 'end_turn'),
    output: output ?? tokensOf(JSON.stringify(content)),
  };
}

const wireBlock = (block: ScriptedBlock, id: string): JsonObject =>
  block.type === 'tool_use' ? ({ id, ...block } as JsonObject) : ({ ...block } as JsonObject);

const enveloped = ({ id, model, content, stop, input, output }: Message): JsonObject => ({
  ...{ id, type: 'message', role: 'assistant', model, content: [...content] },
  ...{ stop_reason: stop, stop_sequence: null },
  ...(input !== undefined && { usage: { ...input, output_tokens: output } }),
});

/** The message in one piece. */
export const inOnePiece = (message: Message): string[] => {
  const text = JSON.stringify(enveloped(message));
  const half = Math.floor(text.length / 2);
  return [text.slice(0, half), text.slice(half)];
};

const eventOf = (data: JsonObject): string =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;

/** The message as server-sent events, each a piece. */
export const inEvents = (message: Message): string[] => {
  const begun = enveloped({ ...message, content: [], output: 1 });
  return [
    { type: 'message_start', message: { ...begun, stop_reason: null } },
    { type: 'ping' },
    ...message.content.flatMap((block, index) => [
      { type: 'content_block_start', index, content_block: emptied(block) },
      ...deltasOf(block).map((delta) => ({ type: 'content_block_delta', index, delta })),
      { type: 'content_block_stop', index },
    ]),
    {
      type: 'message_delta',
      delta: { stop_reason: message.stop, stop_sequence: null },
      ...(message.input !== undefined && { usage: { output_tokens: message.output } }),
    },
    { type: 'message_stop' },
  ].map((data) => eventOf(data as JsonObject));
};

function emptied(block: JsonObject): JsonObject {
  if (block.type === 'text') return { ...block, text: '' };
  if (block.type === 'tool_use') return { ...block, input: {} };
  return block.type === 'thinking' ? { ...block, thinking: '', signature: '' } : block;
}

function deltasOf(block: JsonObject): JsonObject[] {
  const { type, text, thinking, signature, input } = block;
  const json = typeof input === 'string' ? input : JSON.stringify(input);
  if (type === 'text') return pieces(text).map((piece) => ({ type: 'text_delta', text: piece }));
  if (type === 'tool_use')
    return pieces(json).map((piece) => ({ type: 'input_json_delta', partial_json: piece }));
  if (type !== 'thinking') return [];
  const thoughts = pieces(thinking).map((piece) => ({ type: 'thinking_delta', thinking: piece }));
  return [...thoughts, { type: 'signature_delta', signature: signature ?? '' }];
}

/** By whole characters: half of one would not survive the wire. */
const pieces = (text: unknown): string[] => String(text).match(/.{1,40}/gsu) ?? [];

/** Writes the pieces of a reply, or as many as `breaks` lets through. True where all were written. */
export async function send(
  response: ServerResponse,
  pieces: readonly string[],
  breaks: ScriptedReply['breaks'],
): Promise<boolean> {
  if (breaks === undefined) {
    response.end(pieces.join(''));
    await once(response, 'finish');
    return true;
  }
  const whole = breaks === 'lingers';
  const first = pieces.slice(0, whole ? undefined : Math.ceil(pieces.length / 2)).join('');
  if (breaks === 'garbled') {
    response.end(`${first}event: content_block_delta\ndata: {"type":"content_block_de\n\n`);
    return false;
  }
  await new Promise((written) => response.write(first, written));
  if (breaks === 'cut') response.destroy();
  return whole;
}
