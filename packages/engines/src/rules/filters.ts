import type { EntityTable } from '@firefly/domain/tool-graph/tables';
import { wordsOf } from '@firefly/domain/words/identifiers';
import { singular } from '@firefly/domain/words/nouns';
import { isPluralPhrase, plainNoun } from './words.ts';

/** What a name is about, however it says that it holds a name or an id: `author_name`, `countryId`. */
const about = (name: string): string =>
  wordsOf(name)
    .map(singular)
    .join(' ')
    .replace(/ (name|id|code)$/, '');

/**
 * The noun by which all rows of a table show what the call asked for: they have a column that is
 * about what the parameter is about, and hold its value there. Undefined if nothing shows it.
 */
export function filterNoun(
  table: EntityTable,
  parameter: string,
  value: string | number,
): string | undefined {
  const shown = table.columns.some(
    ({ key }) =>
      about(key) === about(parameter) &&
      table.rows.every((row) => row[key] !== null && String(row[key]) === String(value)),
  );
  const noun = shown ? plainNoun(about(parameter)) : undefined;
  return noun === undefined || isPluralPhrase(noun) ? undefined : noun;
}
