import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer, toPointer } from '../pointer.ts';
import { textFields } from './text-fields.ts';
import type { TextField } from './text-lines.ts';
import { textValue } from './text-values.ts';

/** A document: a text in an observation whose lines `Key: value` make a record. */
export interface Document {
  /** Property names from the observation to the text; none if the observation is the text. */
  readonly steps: readonly string[];
  readonly pointer: string;
  readonly text: string;
  /** What it states, by key as it stands there: numbers without their units, else the words. */
  readonly record: JsonObject;
  readonly fields: readonly TextField[];
}

const MAX_DEPTH = 3;
const FEWEST = 2;

/** The texts of an observation that no array holds: which of several is meant, nothing could say. */
function* textsOf(
  value: Json,
  steps: readonly string[] = [],
): Generator<[readonly string[], string]> {
  if (typeof value === 'string') yield [steps, value];
  if (!isObject(value) || steps.length >= MAX_DEPTH) return;
  for (const [key, child] of Object.entries(value)) yield* textsOf(child, [...steps, key]);
}

/** The first text of an observation that states two things or more. */
export function documentOf(observation: Json): Document | undefined {
  for (const [steps, text] of textsOf(observation)) {
    const read = textFields(text).flatMap((field) => {
      const value = textValue(field);
      return value === undefined ? [] : [{ field, value }];
    });
    if (read.length < FEWEST) continue;
    return {
      steps,
      pointer: toPointer(steps),
      text,
      record: Object.fromEntries(read.map(({ field, value }) => [field.key, value.value])),
      fields: read.map(({ field }) => field),
    };
  }
  return undefined;
}

const NAMES = /^(name|full name|title)$/i;

/** The key under which a document carries a name of its own; undefined if it carries another or none. */
export const nameKey = ({ record }: Document, name: string): string | undefined =>
  Object.keys(record).find((key) => NAMES.test(key) && record[key] === name);

/**
 * Whether a first line is the name, marks aside, or begins with it before a comma, a bracket or a dash:
 * "Lundeby Boatyard" is not about Lundeby, and "No match for Cobh" is about nothing.
 */
function heads(line: string, name: string): boolean {
  const bare = line
    .replace(/^[\s#*_`"“]+/u, '')
    .replace(/^\p{L}[\p{L} ]{0,30}:\s+(?=\S)/u, '')
    .replace(/^[*_`"“]+/u, '');
  if (bare.startsWith(name)) return /^["”*_`\s]*($|[,(:;–—]|-\s)/u.test(bare.slice(name.length));
  // "Weather in Lowick:", but not "No match for Lowick".
  const whole = bare.replace(/[\s"”*_`:]+$/u, '');
  return (
    whole.endsWith(name) &&
    /\s(in|of|for|about|on|at)\s+["“*_`]*$/u.test(whole.slice(0, -name.length)) &&
    !/^(no|not|none|nothing|closest|nearest|similar|did|could|cannot|unknown)\b/iu.test(whole)
  );
}

/** The document that a lookup by a name gave: it says the name itself, as a field or in its first line. */
export function documentNamed(observation: Json, name: Json): Document | undefined {
  const document = documentOf(observation);
  if (document === undefined || typeof name !== 'string' || name === '') return undefined;
  const [first = ''] = document.text.trimStart().split(/\r|\n/, 1);
  return heads(first, name) || nameKey(document, name) !== undefined ? document : undefined;
}

/** Stands in a shape pointer between a text and the key of a line in it. */
const IN_TEXT = ':';

/** The path of a key of a document in the tool graph: `/content/:/Keeper`. */
export const keyPath = (steps: readonly string[], key: string): string =>
  toPointer([...steps, IN_TEXT, key]);

/** Whether a path of the tool graph leads to a key of a text. */
export const isKeyPath = (path: string): boolean => fromPointer(path).at(-2) === IN_TEXT;
