import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer } from '../pointer.ts';
import { isNeutral, type Named, sentenceFor } from './phrase-plain.ts';
import { issueLine, issueList } from './phrase-zod.ts';
import type { StoredReply } from './replay.ts';
import type { Violation } from './violation.ts';

/**
 * How a server says that arguments are wrong, learnt from one reply: the reply to another violation of the
 * same kind, by the same tool, with the names and types of that. What cannot be said without guessing is
 * not said.
 */

/** Arguments with exactly one thing wrong. */
export interface Wrong {
  readonly violation: Violation;
  readonly arguments: JsonObject;
}

const scalar = new Set(['string', 'number', 'integer', 'boolean']);

/** Many servers read "5" as a number, or 5 as a text: that one refuses it of one type says nothing of another. */
const mayBeTaken = ({ kind, expected, given }: Violation): boolean =>
  kind === 'type' && scalar.has(expected) && scalar.has(given);

const measured = new Set(['string', 'array']);

/** Checks of length look at whatever has one, also at a list that should be a text: their issues come on top. */
const hasLength = ({ kind, expected, given }: Violation): boolean =>
  kind === 'type' && measured.has(expected) && measured.has(given);

const isNested = ({ pointer }: Violation): boolean => fromPointer(pointer).length !== 1;
const hasPosition = ({ pointer }: Violation): boolean =>
  fromPointer(pointer).some((segment) => /^\d+$/.test(segment));

const named = ({ violation, arguments: args }: Wrong): Named => ({
  name: fromPointer(violation.pointer)[0] ?? '',
  arguments: args,
  types: [violation.expected, violation.given],
  kind: violation.kind,
});

/** The text for another violation; null where it is not understood. */
function textFor(text: string, tool: string, was: Wrong, is: Wrong): string | null {
  const [a, b] = [was.violation, is.violation];
  const list = issueList(text, a, b);
  const issue = list === undefined ? issueLine(text, a, b) : list;
  if (issue === null) return null;
  if (issue !== undefined) {
    const { before, said, after } = issue;
    return isNeutral(before, tool) && isNeutral(after, tool) ? before + said + after : null;
  }
  if (isNested(a) || isNested(b)) return null;
  return sentenceFor(text, tool, named(was), named(is));
}

function resultFor(result: JsonObject, change: (text: string) => string | null): Json | null {
  const { content, isError, ...others } = result;
  const [block, ...more] = Array.isArray(content) ? content : [];
  if (isError !== true || more.length > 0 || Object.keys(others).length > 0) return null;
  if (!isObject(block) || block.type !== 'text' || typeof block.text !== 'string') return null;
  if (Object.keys(block).length > 2) return null;
  const text = change(block.text);
  return text === null ? null : { ...result, content: [{ ...block, text }] };
}

function errorFor(error: JsonObject, change: (text: string) => string | null): Json | null {
  const { code: _, message, ...others } = error;
  if (typeof message !== 'string' || Object.keys(others).length > 0) return null;
  const text = change(message);
  return text === null ? null : { ...error, message: text };
}

/**
 * The response of the same tool to arguments that are wrong in another place, as JSON text; null where the
 * reply that is known does not say.
 */
export function rephrase(
  reply: Pick<StoredReply, 'kind' | 'response'>,
  tool: string,
  was: Wrong,
  is: Wrong,
): string | null {
  const [a, b] = [was.violation, is.violation];
  if (a.kind !== b.kind || hasPosition(a) || hasPosition(b) || hasLength(b)) return null;
  const sameTypes = a.expected === b.expected && a.given === b.given;
  if (!sameTypes && mayBeTaken(b)) return null;
  let value: unknown;
  try {
    value = JSON.parse(reply.response);
  } catch {
    return null;
  }
  if (!isObject(value)) return null;
  const change = (text: string): string | null =>
    // A text that reads a value before it refuses it may take another value.
    /\b(?:unable to )?pars(?:e|ing)\b/i.test(text) && a.kind === 'type'
      ? null
      : textFor(text, tool, was, is);
  const made = reply.kind === 'error' ? errorFor(value, change) : resultFor(value, change);
  return made === null ? null : JSON.stringify(made);
}
