import { Worker } from 'node:worker_threads';
import type { HeldInputs } from './held-inputs.ts';
import type { Reply, Request } from './messages.ts';

/** How a request ended when the thread could not answer it. */
export interface Killed {
  readonly kind: 'killed';
  readonly reason: 'time' | 'memory' | 'error';
  readonly detail: string;
}

export type Ended = Exclude<Reply, { kind: 'ready' | 'busy' }> | Killed;

export interface ThreadLimits {
  readonly timeoutMs: number;
  readonly maxOldGenerationMb: number;
}

export interface Thread {
  /** One request at a time. `deadlines`: how many deadlines it may take as long as it says it gets on. */
  ask(request: (held: HeldInputs) => Request, deadlines: number): Promise<Ended>;
  close(): Promise<void>;
}

/** Of a thread's heap, for what is new: as large as a thread would have it, it would mostly hold garbage. */
const YOUNG_MB = 16;

const outOfMemory = (error: unknown): boolean =>
  (error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY';

/** A worker thread that is killed at its deadline, or by its memory limit, and started anew when asked again. */
export function makeThread(
  { timeoutMs, maxOldGenerationMb }: ThreadLimits,
  held: HeldInputs,
): Thread {
  let running: Worker | null = null;

  /** The deadline of a request counts from here on: starting takes longer than evaluating. */
  async function start(): Promise<Worker> {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      execArgv: [],
      env: {},
      resourceLimits: {
        maxOldGenerationSizeMb: maxOldGenerationMb,
        maxYoungGenerationSizeMb: YOUNG_MB,
        stackSizeMb: 4,
      },
    });
    running = worker;
    worker.once('exit', () => {
      if (running === worker) forget();
    });
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the evaluation thread ended while it started')));
    });
    worker.removeAllListeners('error');
    // A failure outside a request ends the thread; the next request starts another.
    worker.on('error', () => undefined);
    return worker;
  }

  function forget(): void {
    running = null;
    held.clear();
  }

  return {
    async ask(request, deadlines) {
      const worker = running ?? (await start());
      const message = request(held);
      return new Promise<Ended>((resolve) => {
        let settled = false;
        const settle = (): void => {
          settled = true;
          clearTimeout(timer);
          clearTimeout(total);
          worker.off('message', onMessage).off('error', onError).off('exit', onExit);
          worker.unref();
        };
        const kill = (reason: Killed['reason'], detail: string): void => {
          settle();
          if (running === worker) forget();
          worker.terminate().finally(() => resolve({ kind: 'killed', reason, detail }));
        };
        let heard = 0;
        // If it was us who were busy, its messages lie here unread: they are heard first.
        const late = (detail: string): void => {
          const before = heard;
          setImmediate(() => {
            if (!settled && heard === before) kill('time', detail);
          });
        };
        const onMessage = (reply: Reply): void => {
          heard += 1;
          if (reply.kind === 'busy') return void timer.refresh();
          if (reply.kind === 'ready') return;
          settle();
          resolve(reply);
        };
        const onError = (error: Error): void => {
          if (outOfMemory(error)) kill('memory', `took more than ${maxOldGenerationMb} MB`);
          else kill('error', error.message);
        };
        const onExit = (): void => kill('error', 'the evaluation thread was closed');
        const timer = setTimeout(late, timeoutMs, `stopped after ${timeoutMs} ms without a step`);
        const most = timeoutMs * deadlines;
        const total = setTimeout(() => kill('time', `stopped after ${most} ms`), most);
        worker.on('message', onMessage).on('error', onError).on('exit', onExit);
        worker.ref();
        worker.postMessage(message);
      });
    },
    async close() {
      const worker = running;
      forget();
      await worker?.terminate();
    },
  };
}
