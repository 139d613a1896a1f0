import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

const KEPT_LINES = 8;
/** Of a line its beginning is kept, so that no secret is left without its first half. */
const LONGEST_LINE = 4_000;
/** A stack trace ends in places; what happened stands above it. */
const ERROR = /^\S*Error\b|^npm (?:error|ERR!)|Cannot find/;

/**
 * Reads a stream to its end and remembers only its last lines, and the first that looks like an error,
 * for error messages.
 */
export function tailOf(stream: Readable): () => string {
  let kept: string[] = [];
  let error: string | undefined;
  let pending = '';
  const clean = (line: string): string => stripVTControlCharacters(line).trimEnd();
  const take = (line: string): void => {
    if (line === '') return;
    if (ERROR.test(line)) error ??= line;
    kept = [...kept, line].slice(-KEPT_LINES);
  };
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const [first = '', ...others] = chunk.split('\n');
    pending = (pending + first).slice(0, LONGEST_LINE);
    for (const next of others) {
      take(clean(pending));
      pending = next.slice(0, LONGEST_LINE);
    }
  });
  stream.on('error', () => {});
  return () => {
    take(clean(pending));
    pending = '';
    return (error === undefined || kept.includes(error) ? kept : [error, ...kept]).join('\n');
  };
}
