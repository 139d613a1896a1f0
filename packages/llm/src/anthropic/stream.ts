import type { JsonObject } from '@firefly/domain/json';
import { z } from 'zod';
import { BrokenReply } from './broken-reply.ts';
import { inputOf } from './reply.ts';
import { untilStopped } from './until-stopped.ts';

/** The events of a streamed message of which a message is made; all others (pings, new kinds) are skipped. */
const index = z.int().min(0).max(10_000);
const fields = z.record(z.string(), z.unknown());
const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message_start'), message: fields }),
  z.object({ type: z.literal('content_block_start'), index, content_block: fields }),
  z.object({ type: z.literal('content_block_delta'), index, delta: fields }),
  z.object({ type: z.literal('content_block_stop'), index }),
  z.object({ type: z.literal('message_delta'), delta: fields, usage: fields.nullish() }),
  z.object({ type: z.literal('message_stop') }),
]);
const known = new Set(event.options.map(({ shape }) => shape.type.value as string));

/** A block while it comes: what stands of it, and the text of its arguments so far. */
interface Growing {
  readonly block: Record<string, unknown>;
  input: string;
  done: boolean;
}

/**
 * Puts the events of a stream together to the message that would have come in one piece. Throws
 * `BrokenReply` where it ends before its end or says what makes no sense.
 */
export async function messageOf(events: AsyncIterable<unknown>): Promise<Record<string, unknown>> {
  let message: Record<string, unknown> | undefined;
  let whole = false;
  const blocks = new Map<number, Growing>();
  for await (const one of untilStopped(events)) {
    if (!isKnown(one)) continue;
    const parsed = event.safeParse(one);
    if (!parsed.success) throw new BrokenReply('an event of the stream is garbled');
    const now = parsed.data;
    if (now.type === 'message_start') message = { ...now.message };
    else if (message === undefined) throw new BrokenReply('the stream began in its middle');
    else if (now.type === 'content_block_start') start(blocks, now.index, now.content_block);
    else if (now.type === 'content_block_delta') grow(growing(blocks, now.index), now.delta);
    else if (now.type === 'content_block_stop') growing(blocks, now.index).done = true;
    else if (now.type === 'message_delta') update(message, now.delta, now.usage ?? {});
    else whole = true;
  }
  if (message === undefined)
    throw new BrokenReply('no stream of the Messages API came back; is ANTHROPIC_BASE_URL right?');
  const inOrder = [...blocks].toSorted(([a], [b]) => a - b).map(([, block]) => block);
  if (!whole || inOrder.some(({ done }) => !done)) throw new BrokenReply('the stream broke off');
  return { ...message, content: inOrder.map(finished) };
}

const isKnown = (one: unknown): boolean =>
  typeof one !== 'object' || one === null || known.has(String((one as { type?: unknown }).type));

type Blocks = Map<number, Growing>;

function start(blocks: Blocks, at: number, block: Record<string, unknown>): void {
  if (blocks.has(at)) throw new BrokenReply('the stream begins a block twice');
  blocks.set(at, { block: { ...block }, input: '', done: false });
}

function growing(blocks: Blocks, at: number): Growing {
  const found = blocks.get(at);
  if (!found || found.done) throw new BrokenReply('the stream adds to a block that is not open');
  return found;
}

// A delta adds its texts to the fields of the same names, whatever kind of block it is: so thinking and its
// signature, and kinds that are yet to come, are put together without being understood.
function grow(growing: Growing, delta: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(delta)) {
    if (name === 'type' || typeof value !== 'string') continue;
    const before = growing.block[name];
    if (name === 'partial_json') growing.input += value;
    else growing.block[name] = typeof before === 'string' ? before + value : value;
  }
}

function update(
  message: Record<string, unknown>,
  delta: Record<string, unknown>,
  usage: Record<string, unknown>,
): void {
  Object.assign(message, delta);
  const counts = Object.entries(usage).filter(([, count]) => typeof count === 'number');
  // Counts are running totals; a server that has none at the end sends null or 0.
  const before = (message.usage ?? {}) as Record<string, unknown>;
  message.usage = {
    ...before,
    ...Object.fromEntries(
      counts.map(([name, count]) => [name, Math.max(Number(before[name]) || 0, count as number)]),
    ),
  };
}

const finished = ({ block, input }: Growing): JsonObject =>
  (input === '' ? block : { ...block, input: inputOf(input) }) as JsonObject;
