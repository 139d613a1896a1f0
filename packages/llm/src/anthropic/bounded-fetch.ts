import { type Dispatcher, getGlobalDispatcher } from 'undici';
import { BrokenReply } from './broken-reply.ts';

/** A reply of 128,000 tokens, each in an event of its own, is half of this. */
const LONGEST_REPLY = 48 * 1024 * 1024;
/** Enough for the words of an error; the pages of proxies are cut. */
const LONGEST_ERROR = 16 * 1024;

/** Whoever sends has a deadline of its own; that of Node's `fetch`, five minutes, would cut off what takes longer. */
const unhurried: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
  dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handler);

/**
 * `fetch` whose replies end: one that is too long breaks off with a `BrokenReply`, an error is cut. How long
 * one may take is for the signal alone.
 */
export const boundedFetch: typeof fetch = async (input, init) => {
  // The process's own way out: it may lead through a proxy.
  const out: object = { dispatcher: getGlobalDispatcher().compose(unhurried) };
  const response = await fetch(input, { ...init, ...out });
  if (response.body === null) return response;
  const counted = response.ok ? limited(LONGEST_REPLY) : cut(LONGEST_ERROR);
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(counted), { status, statusText, headers });
};

function limited(most: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes <= most) controller.enqueue(chunk);
      else controller.error(new BrokenReply(`the reply is longer than ${most} bytes`));
    },
  });
}

function cut(most: number): TransformStream<Uint8Array, Uint8Array> {
  let left = most;
  return new TransformStream({
    transform(chunk, controller) {
      if (chunk.byteLength <= left) {
        left -= chunk.byteLength;
        return controller.enqueue(chunk);
      }
      controller.enqueue(chunk.subarray(0, left));
      controller.terminate();
    },
  });
}
