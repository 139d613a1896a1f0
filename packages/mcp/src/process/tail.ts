import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

const KEPT_CHARACTERS = 2_000;
const KEPT_LINES = 8;

/** Reads a stream to its end and remembers only the last lines, for error messages. */
export function tailOf(stream: Readable): () => string {
  let kept = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    kept = (kept + chunk).slice(-KEPT_CHARACTERS);
  });
  stream.on('error', () => {});
  return () =>
    stripVTControlCharacters(kept)
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== '')
      .slice(-KEPT_LINES)
      .join('\n');
}
