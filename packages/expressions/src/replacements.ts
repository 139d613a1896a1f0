import type { Json } from '@firefly/domain/json';

const rotate = (letter: string): string => {
  const code = letter.charCodeAt(0);
  const first = code >= 97 ? 97 : 65;
  return String.fromCharCode(((code - first + 1) % 26) + first);
};
const nextDigits = (text: string): string =>
  text.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));

/** The same text with other letters and digits, so that a regex still fits where it fitted. */
function changed(text: string): string {
  const other = nextDigits(text).replace(/[A-Za-z]/g, rotate);
  return other === text ? `${text}x` : other;
}

/** Far above and below what a server counts or measures, and exact. */
const FAR = 1e15;

function* otherNumbers(value: number): Generator<number> {
  // An element below the maximum matters only once it is above it.
  yield FAR;
  yield -FAR;
  yield 2 * Math.abs(value) + 1;
  yield -Math.abs(value) - 1;
}

/** Years that keep 29 February a date. */
const otherYears = (year: number): number[] => [year + 4, year - 4, 9996, 4];

/** A longer part of a text is not looked for. */
const LONGEST_PART = 1_000;

const word = '[\\p{L}\\p{N}]';

/** The text with one part of it, in whatever case, changed in its place: as whole words, then anywhere. */
function* withPartChanged(text: string, part: string): Generator<string> {
  const literal = part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  for (const pattern of [`(?<!${word})${literal}(?!${word})`, literal]) {
    yield text.replace(new RegExp(pattern, 'giu'), changed);
  }
}

/** Numbers of one text that are changed one at a time. */
const MOST_NUMBERS = 24;

/** The text with one of its numbers changed: of two that it tells, neither hides the other. */
function* withNumberChanged(text: string): Generator<string> {
  for (const { 0: number, index } of text.matchAll(/\d+/g).take(MOST_NUMBERS))
    yield text.slice(0, index) + nextDigits(number) + text.slice(index + number.length);
}

function* otherTexts(value: string, results: readonly string[]): Generator<string> {
  const amount = value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isFinite(amount)) for (const other of otherNumbers(amount)) yield String(other);
  if (/^\d{4}-\d\d/.test(value)) {
    for (const year of otherYears(Number(value.slice(0, 4)))) {
      yield String(year).padStart(4, '0') + value.slice(4);
    }
  }
  for (const part of results) {
    if (part !== '' && part.length < Math.min(value.length, LONGEST_PART))
      yield* withPartChanged(value, part);
  }
  // Prose keeps its form, so that a regex still finds something. A single word would only turn into a
  // neighbour: A into B.
  if (/\s/.test(value)) {
    yield nextDigits(value);
    yield changed(value);
    yield* withNumberChanged(value);
  }
  yield `${value}x`;
  yield 'qzx';
}

/**
 * The fixed replacements of a leaf (rule 2.2), likeliest first: other recorded values of its type,
 * then a larger, a smaller, a different one. `results` are the texts that the result is made of.
 */
export function* replacements(
  value: Json,
  recorded: readonly Json[],
  results: readonly string[],
): Generator<Json> {
  const tried = new Set<Json>([value]);
  const fixed: Iterable<Json> =
    typeof value === 'number'
      ? otherNumbers(value)
      : typeof value === 'string'
        ? otherTexts(value, results)
        : [typeof value === 'boolean' ? !value : 'qzx'];
  // A value of another type breaks any expression: that would say nothing about this one.
  const alike = recorded.filter((other) => value === null || typeof other === typeof value);
  for (const other of [...alike, ...fixed]) {
    if (tried.has(other) || (typeof other === 'number' && !Number.isFinite(other))) continue;
    tried.add(other);
    yield other;
  }
}
