import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer } from '../pointer.ts';
import type { Violation } from './violation.ts';

/**
 * The list of issues, as JSON, in which servers of the TypeScript SDK say what zod found: with `received`
 * and "Required" in zod 3, without them in zod 4.
 */

/** Whole numbers are numbers to zod, until one with a fraction comes. */
const word = (type: string): string => (type === 'integer' ? 'number' : type);

const messages: readonly ((violation: Violation) => string | undefined)[] = [
  ({ kind }) => (kind === 'missing' ? 'Required' : undefined),
  ({ kind, expected, given }) =>
    kind === 'type' ? `Expected ${word(expected)}, received ${given}` : undefined,
  ({ expected, given }) => `Invalid input: expected ${word(expected)}, received ${given}`,
];

/** The message for another violation, in the form of the one given. */
function messageFor(message: Json | undefined, was: Violation, is: Violation): string | undefined {
  return messages.find((form) => form(was) === message)?.(is);
}

const KEYS = new Set(['code', 'expected', 'received', 'path', 'message']);

function issueFor(issue: JsonObject, was: Violation, is: Violation): JsonObject | null {
  const message = messageFor(issue.message, was, is);
  const known =
    issue.code === 'invalid_type' &&
    issue.expected === word(was.expected) &&
    (issue.received === undefined || issue.received === was.given) &&
    JSON.stringify(issue.path) === JSON.stringify(fromPointer(was.pointer)) &&
    Object.keys(issue).every((key) => KEYS.has(key));
  if (!known || message === undefined) return null;
  return {
    ...issue,
    expected: word(is.expected),
    ...(issue.received === undefined ? {} : { received: is.given }),
    path: fromPointer(is.pointer),
    message,
  };
}

/** A text around a list of issues, and the list for another violation. */
export interface IssueList {
  readonly before: string;
  readonly list: string;
  readonly after: string;
}

/**
 * Reads the list of one issue out of a text and writes that of another violation, in the same layout.
 * Undefined where the text holds no list; null where it holds one that is not understood to the last key.
 */
export function issueList(
  text: string,
  was: Violation,
  is: Violation,
): IssueList | null | undefined {
  const [start, end] = [text.indexOf('[\n'), text.lastIndexOf(']') + 1];
  if (start < 0 || end <= start) return undefined;
  const list = text.slice(start, end);
  let issues: unknown;
  try {
    issues = JSON.parse(list);
  } catch {
    return undefined;
  }
  if (!Array.isArray(issues) || issues.length !== 1 || !isObject(issues[0])) return null;
  if (JSON.stringify(issues, null, 2) !== list) return null;
  // zod has other words for maps of any keys than for objects, and a schema does not say which it is.
  if (is.expected === 'object') return null;
  const issue = issueFor(issues[0], was, is);
  if (issue === null) return null;
  return {
    before: text.slice(0, start),
    list: JSON.stringify([issue], null, 2),
    after: text.slice(end),
  };
}
