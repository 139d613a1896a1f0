import { fieldLines, type TextField } from './text-lines.ts';

/** The model view cuts a longer text: no value can be taken out of it. */
const LONGEST_TEXT = 16_000;
const LONGEST_VALUE = 60;

const folded = (key: string): string => key.toLowerCase().replaceAll(/\s+/g, ' ');

/** A text inside a regex. A backslash goes by its number: JSONata miscounts brackets behind one. */
export const quoted = (text: string): string =>
  text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, (sign) => (sign === '\\' ? '\\x5c' : `\\${sign}`));

/** A text as a regular expression matches it; runs of space as some space. */
export const inPattern = (text: string): string =>
  quoted(text).replaceAll(/[ \t]{2,}|\t/g, '[ \\t]+');

/** The pattern of a field's line (flag `m`), around that of its value. */
export const linePattern = ({ before, after }: TextField, value: string): string =>
  `^${inPattern(before)}${value}${inPattern(after)}`;

/** The whole value as it stands, without space at the end of the line. */
export const WHOLE_VALUE = String.raw`(.*\S)`;

/** A group of exactly one match is no position (rule 2.3): the line must be the only one like it. */
function standsOnce(field: TextField, text: string): boolean {
  const pattern = new RegExp(linePattern(field, WHOLE_VALUE), 'gm');
  const [hit, ...others] = [...text.matchAll(pattern)];
  return others.length === 0 && hit?.[1] === field.value;
}

/**
 * The fields of a text whose keys stand in it once, in their order. Where a key comes again, the lines
 * around it tell of several things: their whole block is left out. Under several headings a key of one
 * word ("city") does not say whose it is.
 */
export function textFields(text: string): TextField[] {
  if (text.length > LONGEST_TEXT) return [];
  const lines = [...fieldLines(text)];
  const byKey = Map.groupBy(lines, ({ field }) => folded(field.key));
  const listing = new Set(
    [...byKey.values()]
      .filter((same) => same.length > 1)
      .flatMap((same) => same.map((l) => l.block)),
  );
  const single = lines.filter(({ block }) => !listing.has(block));
  const sections = new Set(single.map(({ section }) => section)).size;
  return single.flatMap(({ field }) => {
    const vague = sections > 1 && !/\s/.test(field.key);
    if (vague || field.value.length > LONGEST_VALUE) return [];
    return standsOnce(field, text) ? [field] : [];
  });
}
