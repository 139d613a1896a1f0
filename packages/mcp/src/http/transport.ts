import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type JSONRPCMessage,
  StreamableHTTPClientTransport,
  type Transport,
} from '@modelcontextprotocol/client';
import type { Gate } from '../limits/gate.ts';
import { Recorder } from '../session/recorder.ts';
import { type Exchange, makeAsking } from './asking.ts';
import { HttpFault } from './fault.ts';
import { faultOf } from './sdk-fault.ts';

type Id = string | number;

/** A server sets the pause before a cut stream is asked for again: here it is never shorter. */
const SHORTEST_PAUSE_MS = 1_000;
/** How long the end of a session may take. */
const GRACE_MS = 1_000;

type SendOptions = Parameters<StreamableHTTPClientTransport['send']>[1];

/** A request whose reply has not come. */
interface Pending extends Exchange {
  abort(): void;
  /** Rejects with the fault as soon as no reply can come any more; else never settles. */
  readonly over: Promise<never>;
}

function makePending(): Pending {
  const controller = new AbortController();
  const over = Promise.withResolvers<never>();
  over.promise.catch(() => {});
  return {
    signal: controller.signal,
    abort: () => controller.abort(),
    fail: over.reject,
    over: over.promise,
  };
}

/**
 * MCP over streamable HTTP: the SDK's own transport, with bounds. It records replies, ends what is
 * cancelled, and tells the sender at once when the reply to a request can come no more.
 */
export class HttpTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly hasPerRequestStream = true;
  readonly recorder = new Recorder();
  readonly #inner: StreamableHTTPClientTransport;
  readonly #gate: Gate;
  readonly #current = new AsyncLocalStorage<Pending>();
  readonly #pending = new Map<Id, Pending>();
  #listened = false;

  constructor(
    url: string,
    headers: Readonly<Record<string, string>>,
    maxBytes: number,
    gate: Gate,
  ) {
    this.#gate = gate;
    const ask = makeAsking(maxBytes, () => this.#current.getStore());
    this.#inner = new StreamableHTTPClientTransport(new URL(url), {
      requestInit: { headers },
      fetch: async (target, init) => (this.#asksTooOften(init) ? noStream() : ask(target, init)),
      reconnectionScheduler: (reconnect, delay) => {
        const timer = setTimeout(reconnect, Math.max(delay, SHORTEST_PAUSE_MS));
        return () => clearTimeout(timer);
      },
    });
    this.#inner.onmessage = (message) => this.#receive(message);
    this.#inner.onerror = (error) => this.onerror?.(error);
    this.#inner.onclose = () => this.onclose?.();
  }

  get sessionId(): string | undefined {
    return this.#inner.sessionId;
  }

  setProtocolVersion(version: string): void {
    this.#inner.setProtocolVersion(version);
  }

  start(): Promise<void> {
    return this.#inner.start();
  }

  /** Rejects with an HttpFault; of a request also when its stream ends and the reply is not in it. */
  async send(message: JSONRPCMessage, options?: SendOptions): Promise<void> {
    this.recorder.sent(message);
    this.#cancel(message);
    const pending = makePending();
    const id = 'method' in message && 'id' in message ? message.id : undefined;
    if (id !== undefined) this.#pending.set(id, pending);
    const inSession = this.#inner.sessionId !== undefined;
    try {
      await this.#current.run(pending, () =>
        this.#inner.send(message, {
          ...options,
          onRequestStreamEnd: () => {
            options?.onRequestStreamEnd?.();
            pending.fail(new HttpFault('ended its answer without a reply in it'));
          },
        }),
      );
    } catch (error) {
      if (id !== undefined) this.#pending.delete(id);
      throw faultOf(error, inSession);
    }
    // Waited for by nobody once the reply has come.
    if (id !== undefined && this.#pending.has(id))
      await pending.over.finally(() => this.#pending.delete(id));
  }

  /** Ends the session on the server, if it gave us one and answers in time, and then the connection. */
  async close(): Promise<void> {
    if (this.#inner.sessionId !== undefined) await this.#sayGoodbye();
    await this.#inner.close();
  }

  async #sayGoodbye(): Promise<void> {
    const signal = AbortSignal.timeout(GRACE_MS);
    const late = new Promise((resolve) => signal.addEventListener('abort', resolve));
    const goodbye = this.#gate({ signal }, () => this.#inner.terminateSession());
    await Promise.race([goodbye.catch(() => {}), late]);
  }

  #receive(message: JSONRPCMessage): void {
    if (!('method' in message) && message.id !== undefined) this.#pending.delete(message.id);
    this.recorder.received(message);
    this.onmessage?.(message);
  }

  /** Nobody waits for the reply any more: an answer that goes on and on is not read. */
  #cancel(message: JSONRPCMessage): void {
    if (!('method' in message) || message.method !== 'notifications/cancelled') return;
    const id = message.params?.requestId as Id;
    this.#pending.get(id)?.abort();
    this.#pending.delete(id);
  }

  /** The stream for what the server has to say unasked is opened once; one that was cut stays closed. */
  #asksTooOften(init: RequestInit | undefined): boolean {
    if (init?.method !== 'GET' || new Headers(init.headers).has('last-event-id')) return false;
    const again = this.#listened;
    this.#listened = true;
    return again;
  }
}

const noStream = (): Response => new Response(null, { status: 405 });
