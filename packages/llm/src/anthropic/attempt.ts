import type Anthropic from '@anthropic-ai/sdk';
import type { ModelReply } from '@firefly/contracts/model';
import { BrokenReply } from './broken-reply.ts';
import { replyOf } from './reply.ts';
import type { WireRequest } from './request.ts';
import { messageOf } from './stream.ts';

/** How a request is sent. */
export interface Sending {
  readonly streamed: boolean;
  /** Until the reply is whole. */
  readonly deadlineMs: number;
}

/**
 * Sends a request once and reads its reply to the end. Rejects with whatever went wrong: an error of the SDK,
 * a `BrokenReply`, the reason of the signal.
 */
export async function attempt(
  client: Anthropic,
  body: WireRequest & { readonly model: string },
  { streamed, deadlineMs }: Sending,
  signal: AbortSignal,
): Promise<ModelReply> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const options = { signal: AbortSignal.any([signal, deadline]), timeout: deadlineMs };
  try {
    return replyOf(
      streamed ? await inEvents(client, body, options) : await inOnePiece(client, body, options),
      body.model,
    );
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.aborted) throw new BrokenReply(`no whole reply came within ${deadlineMs} ms`);
    throw error;
  }
}

type Options = { readonly signal: AbortSignal; readonly timeout: number };

// `post`, not `messages.create`: that one writes a warning to the terminal with each request to an old model.
async function inEvents(client: Anthropic, body: WireRequest, options: Options): Promise<unknown> {
  const events = await client.post<AsyncIterable<unknown>>('/v1/messages', {
    ...options,
    body: { ...body, stream: true },
    stream: true,
  });
  return messageOf(events);
}

const inOnePiece = (client: Anthropic, body: WireRequest, options: Options): Promise<unknown> =>
  client.post<unknown>('/v1/messages', { ...options, body });
