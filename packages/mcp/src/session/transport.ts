import { AsyncLocalStorage } from 'node:async_hooks';
import { cutBelow, DEEPEST_SCHEMA } from '@firefly/domain/catalog/validator';
import type { Json } from '@firefly/domain/json';
import {
  type JSONRPCMessage,
  ReadBuffer,
  serializeMessage,
  type Transport,
} from '@modelcontextprotocol/client';
import type { ServerProcess } from '../process/server-process.ts';

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

/** `overflowed`: it wrote a line that no buffer of ours holds, and was stopped for it. */
export type Fault = 'ended' | 'overflowed';

/** Receives the reply to the requests that are sent inside `collect`. */
interface Collector {
  id?: string | number;
  reply?: WireReply;
}

/**
 * MCP over a process's standard streams. It reads like the SDK's own transport, but keeps each reply
 * before the SDK decodes or validates it, so that a reply that breaks its schema is recorded too.
 */
export class ProcessTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #process: ServerProcess;
  readonly #buffer: ReadBuffer;
  readonly #collecting = new AsyncLocalStorage<Collector>();
  readonly #waiting = new Map<string | number, Collector>();
  #fault: Fault | undefined;
  #closed = false;

  constructor(process: ServerProcess, maxBufferSize: number) {
    this.#process = process;
    this.#buffer = new ReadBuffer({ maxBufferSize });
  }

  /** Why the connection broke, if it did not end by our own `close`. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  async start(): Promise<void> {
    this.#process.stdout.on('data', (chunk: Buffer) => this.#read(chunk));
    void this.#process.ended.then(() => {
      if (!this.#closed) this.#fault ??= 'ended';
      this.onclose?.();
    });
  }

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

  async send(message: JSONRPCMessage): Promise<void> {
    const collector = this.#collecting.getStore();
    if (collector !== undefined && 'method' in message && 'id' in message) {
      collector.id = message.id;
      this.#waiting.set(message.id, collector);
    }
    const failed = await new Promise((resolve) => {
      this.#process.stdin.write(serializeMessage(message), resolve);
    });
    if (!failed) return;
    // A closed pipe is seen before the end of the process.
    if (!this.#closed) this.#fault ??= 'ended';
    throw new Error('the server reads no more');
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#process.stop();
  }

  #read(chunk: Buffer): void {
    try {
      this.#buffer.append(chunk);
    } catch (error) {
      this.#fault ??= 'overflowed';
      this.onerror?.(error instanceof Error ? error : new Error(String(error)));
      void this.close();
      return;
    }
    while (this.#next()) {}
  }

  /** Hands on one message; false when the buffer holds no whole line. */
  #next(): boolean {
    try {
      const message = this.#buffer.readMessage();
      if (message === null) return false;
      this.#keep(message);
      this.onmessage?.(message);
    } catch (error) {
      // Rubbish between messages: told, and survived.
      this.onerror?.(error instanceof Error ? error : new Error(String(error)));
    }
    return true;
  }

  #keep(message: JSONRPCMessage): void {
    if ('method' in message || message.id === undefined) return;
    const collector = this.#waiting.get(message.id);
    if (collector === undefined) return;
    collector.reply =
      'result' in message
        ? resultReply(message.result)
        : { kind: 'error', text: JSON.stringify(message.error) };
  }
}
