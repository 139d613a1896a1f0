import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { sessionLine } from './session-line.ts';
import type { OnEnd } from './sessions.ts';

/** A file to which every session that ends adds a line; `firefly run --from-misses` reads it. */
export interface SessionLog {
  readonly onEnd: OnEnd;
  /** Waits for what was written. Rejects if it could not be. */
  close(): Promise<void>;
}

/** A log that cannot be written to. */
export class CannotLog extends Error {}

/**
 * Opens a log, behind what it holds. Rejects with `CannotLog` if it cannot be written to; what fails later
 * is told.
 */
export async function openSessionLog(
  path: string,
  onError: (error: unknown) => void,
): Promise<SessionLog> {
  // Found out now, and not when the first session ends.
  const file = await open(path, 'a').catch((error: Error) => {
    throw new CannotLog(error.message);
  });
  await file.close();
  const stream = createWriteStream(path, { flags: 'a' });
  stream.on('error', onError);
  return {
    onEnd: (session, end) =>
      void stream.write(`${JSON.stringify(sessionLine(session, end, new Date()))}\n`),
    async close() {
      stream.end();
      await finished(stream);
    },
  };
}
