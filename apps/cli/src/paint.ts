import { styleText } from 'node:util';
import type { Terminal } from './terminal.ts';

type Style = Parameters<typeof styleText>[0];

/** Colours a text that is printable already; leaves it as it is where no terminal shows it. */
export type Paint = (style: Style, text: string) => string;

/** Colours for people at a terminal, who did not ask for none (https://no-color.org). */
export const paintFor = (
  stream: NodeJS.WriteStream,
  environment: Terminal['environment'],
): Paint => {
  const colours = stream.isTTY && !environment.NO_COLOR;
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
};
