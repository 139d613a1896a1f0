import { AsyncLocalStorage } from 'node:async_hooks';
import { cutBelow, DEEPEST_SCHEMA } from '@firefly/domain/catalog/validator';
import type { Json } from '@firefly/domain/json';
import type { JSONRPCMessage } from '@modelcontextprotocol/client';

/**
 * A reply as it stood on the wire: the JSON text of `result` or of the `error` object. `deep`: a result
 * nested so deep that it cannot be written again; the text is what stands above that depth.
 */
export interface WireReply {
  readonly kind: 'result' | 'error' | 'deep';
  readonly text: string;
}

/** Deeper than a schema may be (`DEEPEST_SCHEMA`), wherever it stands in a list of tools. */
const DEEPEST_REPLY = DEEPEST_SCHEMA + 20;

function resultReply(result: unknown): WireReply {
  try {
    return { kind: 'result', text: JSON.stringify(result) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { kind: 'deep', text: JSON.stringify(cutBelow(result as Json, DEEPEST_REPLY)) };
  }
}

/** Receives the reply to the requests that are sent inside `collect`. */
interface Collector {
  id?: string | number;
  reply?: WireReply;
}

/**
 * Keeps each reply as a transport received it, before the SDK decodes or validates it, so that a reply
 * that breaks its schema is recorded too. The transport tells it of every message, both ways.
 */
export class Recorder {
  readonly #collecting = new AsyncLocalStorage<Collector>();
  readonly #waiting = new Map<string | number, Collector>();

  /** Runs `send`, which makes one request, and gives the reply to it as it came, or undefined. */
  async collect(send: () => Promise<unknown>): Promise<WireReply | undefined> {
    const collector: Collector = {};
    try {
      await this.#collecting.run(collector, send);
    } catch (error) {
      // What came over the wire counts, even if the SDK found fault with it.
      if (collector.reply === undefined) throw error;
    } finally {
      if (collector.id !== undefined) this.#waiting.delete(collector.id);
    }
    return collector.reply;
  }

  /** A message is about to be sent, in the course of `collect` or not. */
  sent(message: JSONRPCMessage): void {
    const collector = this.#collecting.getStore();
    if (collector === undefined || !('method' in message && 'id' in message)) return;
    collector.id = message.id;
    this.#waiting.set(message.id, collector);
  }

  /** A message came, and is about to be handed on. */
  received(message: JSONRPCMessage): void {
    if ('method' in message || message.id === undefined) return;
    const collector = this.#waiting.get(message.id);
    if (collector === undefined) return;
    collector.reply =
      'result' in message
        ? resultReply(message.result)
        : { kind: 'error', text: JSON.stringify(message.error) };
  }
}
