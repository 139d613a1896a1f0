import { Writable } from 'node:stream';
import type { Terminal } from '../terminal.ts';

/** A stream that keeps what is written to it. */
export function fakeStream(isTTY = false): NodeJS.WriteStream & { text(): string } {
  let text = '';
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const more = { isTTY, columns: 80, rows: 40, text: () => text };
  return Object.assign(stream, more) as unknown as NodeJS.WriteStream & { text(): string };
}

/** A terminal without a process. */
export function fakeTerminal(cwd = '/nowhere') {
  const out = fakeStream();
  const err = fakeStream();
  const telemetry = { metricsText: async () => '', stop: async () => {} };
  return { environment: {}, cwd, telemetry, out, err } satisfies Terminal;
}
