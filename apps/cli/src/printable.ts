import { CONTROL_CHARACTERS } from '@firefly/domain/words/control-characters';

/**
 * One line as a terminal may be given it: what servers and files say could move the cursor, hide
 * text or start a line of its own, so control characters are shown as `\u001b`. JSON text stays
 * the JSON of the same value, because such characters stand only inside its strings.
 */
export const printable = (line: string): string =>
  line.replaceAll(
    CONTROL_CHARACTERS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Writes lines to a stream, made printable. */
export const lineTo =
  (stream: NodeJS.WritableStream) =>
  (line: string): void =>
    void stream.write(`${printable(line)}\n`);
