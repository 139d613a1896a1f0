import { MOMENT } from '@firefly/domain/synthesis/moment';
import type jsonata from 'jsonata';
import { LONGEST_TEXT } from './limits.ts';
import { Stop, show } from './stop.ts';
import { placeOf } from './tracked.ts';

function cut(name: string, text: string | undefined, separator: string, side: 'before' | 'after') {
  if (text === undefined) return undefined;
  const at = text.indexOf(separator);
  if (at < 0) throw new Stop('nothing', `${name}: ${show(separator)} is not in ${show(text)}`);
  return side === 'before' ? text.slice(0, at) : text.slice(at + separator.length);
}

/**
 * Functions of ours in place of the library's. Each gives the same value or an error, so a bundle can
 * be recomputed with plain JSONata.
 */
export function replaceFunctions(expression: jsonata.Expression): void {
  expression.registerFunction(
    'count',
    (list?: readonly unknown[]) => {
      // By index: reading notes a scalar as read. Of an object its first leaf stands for it.
      for (let at = 0; at < (list?.length ?? 0); at++) {
        const place = placeOf(list?.[at]);
        place?.reads.element(place);
      }
      return list?.length ?? 0;
    },
    '<a:n>',
  );
  expression.registerFunction(
    'substringBefore',
    (text: string | undefined, chars: string) => cut('$substringBefore', text, chars, 'before'),
    '<s-s:s>',
  );
  expression.registerFunction(
    'substringAfter',
    (text: string | undefined, chars: string) => cut('$substringAfter', text, chars, 'after'),
    '<s-s:s>',
  );
  expression.registerFunction(
    'toMillis',
    (text?: string) => {
      if (text === undefined) return undefined;
      const millis = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
      if (Number.isNaN(millis)) {
        throw new Stop(
          'error',
          `$toMillis: ${show(text)} is no ISO date, or a time without a zone`,
        );
      }
      return millis;
    },
    '<s-:n>',
  );
  expression.registerFunction(
    'join',
    (texts: readonly string[] | undefined, separator = '') => {
      if (texts === undefined) return undefined;
      const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0);
      if (length > LONGEST_TEXT) throw new Stop('memory', '$join makes a text that is too long');
      return texts.join(separator);
    },
    '<a<s>s?:s>',
  );
}
