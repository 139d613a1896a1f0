import type { Redactor } from '@firefly/domain/observing/redact';

const LONGEST_NAME = 200;
const LONGEST_LINE = 300;
const LONGEST_MESSAGE = 2_000;

/** The last of it goes only now: a secret that is cut in two would not be found any more. */
const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;

/** A name or version that a server gives itself, as it may be kept. */
export const nameTold = (text: string, redactor: Redactor): string =>
  cut(redactor.outward(text).text, LONGEST_NAME);

/** A message for people that may quote a server. */
export const messageTold = (text: string, redactor: Redactor): string =>
  cut(redactor.outward(text).text, LONGEST_MESSAGE);

/** Lines of a server's stderr, as one line. */
export const linesTold = (text: string, redactor: Redactor): string =>
  redactor
    .outward(text)
    .text.split('\n')
    .map((line) => cut(line, LONGEST_LINE))
    .join(' | ');
