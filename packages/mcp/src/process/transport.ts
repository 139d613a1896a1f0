import {
  type JSONRPCMessage,
  ReadBuffer,
  serializeMessage,
  type Transport,
} from '@modelcontextprotocol/client';
import { Recorder } from '../session/recorder.ts';
import type { ServerProcess } from './server-process.ts';

/** `overflowed`: it wrote a line that no buffer of ours holds, and was stopped for it. */
export type Fault = 'ended' | 'overflowed';

/** MCP over a process's standard streams. It reads like the SDK's own transport, and records replies. */
export class ProcessTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly recorder = new Recorder();
  readonly #process: ServerProcess;
  readonly #buffer: ReadBuffer;
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

  async send(message: JSONRPCMessage): Promise<void> {
    this.recorder.sent(message);
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
      this.recorder.received(message);
      this.onmessage?.(message);
    } catch (error) {
      // Rubbish between messages: told, and survived.
      this.onerror?.(error instanceof Error ? error : new Error(String(error)));
    }
    return true;
  }
}
