import type { Lifecycle } from '@firefly/service/lifecycle';
import type { Recorder } from '../recording/recorder.ts';
import { openSessionLog } from '../sessions/session-log.ts';
import { isLoopback, makeSimulator, type OnError } from '../simulator.ts';
import { keepYoungSpaceSmall } from './young-space.ts';

/** Where a simulator listens. */
export interface Place {
  readonly host: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
}

/** Where it listens unless it is told to listen elsewhere: on this machine alone. */
export const usualPlace: Place = { host: '127.0.0.1', port: 8782 };

/** The port in a text. Throws an error for people that calls it `--port`. */
export function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new Error(`--port ${text} is no port: 0 to 65535`);
  return port;
}

/** What serving needs beside the place. */
export interface Serving {
  readonly lifecycle: Lifecycle;
  readonly onError: OnError;
  /** A file for a line of every session that ends. */
  readonly log?: string | undefined;
  readonly recorder?: Recorder | undefined;
}

/**
 * Serves a bundle folder over HTTP until the lifecycle stops; resolves to the address once it listens.
 * Rejects with a `BundleError`, or where the port or the log cannot be had.
 */
export async function serveOverHttp(
  dir: string,
  { host, port }: Place,
  { lifecycle, onError, log, recorder }: Serving,
): Promise<string> {
  keepYoungSpaceSmall();
  const names = isLoopback(host) ? 'loopback' : 'any';
  const sessions = log === undefined ? undefined : await openSessionLog(log, onError);
  if (sessions) lifecycle.onStop('the log of sessions', () => sessions.close());
  const app = await makeSimulator(dir, {
    onError,
    names,
    recorder,
    ...(sessions && { onEnd: sessions.onEnd }),
  });
  lifecycle.onStop('requests', () => app.close());
  return app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(
      `another program listens on ${host}:${port}: give another port, or 0 for a free one`,
    );
  });
}
