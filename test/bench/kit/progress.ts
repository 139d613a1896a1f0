import { createLogUpdate } from 'log-update';

/** What a bench is doing now: one line that changes on a terminal, a line each elsewhere. */
export interface Progress {
  readonly say: (text: string) => void;
  /** Takes the line away. */
  close(): void;
}

export function makeProgress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { say: (text) => void stream.write(`${text}\n`), close: () => {} };
  const update = createLogUpdate(stream);
  return { say: update, close: () => update.clear() };
}
