import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer } from '../pointer.ts';
import type { Violation } from './violation.ts';

/**
 * How servers of the TypeScript SDK say what zod found: a list of issues as JSON (with `received` and
 * "Required" in zod 3, without them in zod 4), or, later, a line with the path in front or behind.
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

/** What is said of a violation, for another one, and what stands around it. */
export interface Said {
  readonly before: string;
  readonly said: string;
  readonly after: string;
}

// zod has other words for maps of any keys than for objects, and a violation does not say which it is.
const isUnsure = (was: Violation, is: Violation): boolean =>
  is.expected === 'object' && is.pointer !== was.pointer;

const LINES: readonly ((path: string, message: string) => string)[] = [
  (path, message) => `${message} at ${path}`,
  (path, message) => `${path}: ${message}`,
];

/** Reads a line at the end of a text, and writes that of another violation; undefined if there is none. */
export function issueLine(text: string, was: Violation, is: Violation): Said | null | undefined {
  const path = ({ pointer }: Violation): string => fromPointer(pointer).join('.');
  for (const message of messages)
    for (const line of LINES) {
      const [old, now] = [message(was), message(is)];
      if (old === undefined || now === undefined) continue;
      const sentence = line(path(was), old);
      const before = text.slice(0, -sentence.length);
      // Behind a word it would be the end of a longer path.
      if (!text.endsWith(sentence) || /[^\s]$/.test(before)) continue;
      return isUnsure(was, is) ? null : { before, said: line(path(is), now), after: '' };
    }
  return undefined;
}

/**
 * Reads the list of one issue out of a text and writes that of another violation, in the same layout.
 * Undefined where the text holds no list; null where it holds one that is not understood to the last key.
 */
export function issueList(text: string, was: Violation, is: Violation): Said | null | undefined {
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
  if (isUnsure(was, is)) return null;
  const issue = issueFor(issues[0], was, is);
  if (issue === null) return null;
  return {
    before: text.slice(0, start),
    said: JSON.stringify([issue], null, 2),
    after: text.slice(end),
  };
}
