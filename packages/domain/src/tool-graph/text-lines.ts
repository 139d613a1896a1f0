/**
 * A field of a text: a line that says `Key: value`, as people write papers, or a row of a table with
 * two columns, `| Key | value |`. Keys and values stand here without the marks around them.
 */
export interface TextField {
  readonly key: string;
  readonly value: string;
  /** What stands on the line before the value, and behind it. */
  readonly before: string;
  readonly after: string;
}

/** A line that says something, and where it stands. */
export interface TextLine {
  readonly field: TextField;
  /** Blank lines and headings part blocks; headings, but for the first kind, part sections. */
  readonly block: number;
  readonly section: number;
}

const BULLET = String.raw`[ \t]{0,3}(?:[-*+•][ \t]+)?`;
const KEY = String.raw`(?<key>\p{L}[^:|*_]{0,47}?)`;
const VALUE = String.raw`(?<value>.*\S)`;
const form = (pattern: string): RegExp => new RegExp(`^${pattern}[ \\t]*$`, 'u');
const MARKED = form(
  String.raw`(?<before>${BULLET}(?<mark>\*\*|__)${KEY}(?::\k<mark>|\k<mark>:)[ \t]+)${VALUE}`,
);
const PLAIN = form(String.raw`(?<before>${BULLET}${KEY}:[ \t]+)${VALUE}`);
const ROW = form(
  String.raw`(?<before>\|[ \t]*(?:\*\*)?${KEY}(?:\*\*)?[ \t]*\|[ \t]*)(?<value>[^|]*[^|\s])(?<after>[ \t]*\|)`,
);

/** Marks that a value may stand between. */
const AROUND = /^(\*\*|__|[*_`"“])(.*?\S)(\*\*|__|[*_`"”])$/u;
const closing = (open: string): string => (open === '“' ? '”' : open);

function fieldOf(line: string, inTable: boolean): TextField | undefined {
  const groups = inTable ? ROW.exec(line)?.groups : (MARKED.exec(line) ?? PLAIN.exec(line))?.groups;
  const { key, before = '', value = '', after = '' } = groups ?? {};
  if (key === undefined) return undefined;
  const [, open, inner, close] = AROUND.exec(value) ?? [];
  return open !== undefined && inner !== undefined && close === closing(open)
    ? { key: key.trim(), before: before + open, value: inner, after: close + after }
    : { key: key.trim(), before, value, after };
}

const isRow = (line: string): boolean => /^\|.*\|[ \t]*$/.test(line);
/** The line between the head of a table and its rows. */
const isRule = (line = ''): boolean => /^\|[\s|:-]*-{3}[\s|:-]*$/.test(line);
/** A table of fields says so in its head; any other lists things, each with something of its own. */
const headsFields = (line: string): boolean =>
  /\|[ \t]*(values?|details?|)[ \t]*\|[ \t]*$/i.test(line);

/** A line that carries on what stands above it: then the value above is not whole. */
const goesOn = (line = ''): boolean =>
  line.trim() !== '' &&
  fieldOf(line, false) === undefined &&
  !/^[ \t]*(#{1,6}[ \t]|[-*+][ \t]|\d+[.)][ \t]|```|~~~|\||-{3,}|={3,}|_{3,}|\*{3,}|>)/.test(line);

/** The lines of a text that are fields, outside of code. */
export function* fieldLines(text: string): Generator<TextLine> {
  let [block, section] = [0, 0];
  let [code, table] = [false, false];
  const lines = text.split(/\r\n|\r|\n/);
  for (const [at, line] of lines.entries()) {
    const fence = /^[ \t]*(```|~~~)/.test(line);
    const heading = !code && /^#{1,6}[ \t]/.test(line);
    if (fence) code = !code;
    if (heading || line.trim() === '') block += 1;
    // One sign: the heading of the whole text.
    if (heading && !line.startsWith('# ')) section += 1;
    const head = isRule(lines[at + 1]);
    table = isRow(line) && (head ? headsFields(line) : table);
    if (fence || code || head || (isRow(line) && !table)) continue;
    const field = fieldOf(line, table);
    if (field !== undefined && !(goesOn(lines[at + 1]) && !table)) yield { field, block, section };
  }
}
