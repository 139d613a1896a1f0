import type { ReplyKind } from '../dataset/recording.ts';
import { canonicalJson } from '../identity.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { leavesOf } from '../pointer.ts';
import { excerpt, failureOfProse } from './failure-prose.ts';
import { contentParts, observe, structuredContent } from './observe.ts';

/** Members that frame an answer and are none: paging, echoes of the question, timings. */
const FRAME =
  /^(?:success|ok|status|code|message|query|q|search|term|keywords?|pattern|filters?|schema|page|page_?size|limit|offset|count|total|total_?(?:count|results|items|pages)|has_?(?:more|next)|truncated|next(?:_?cursor)?|cursor|duration|took|elapsed|timestamp|(?:elapsed|duration)_?ms)$/i;

/** Why a reply is not taken as a success that says nothing, but is no error either. */
const EMPTY = {
  object: 'an empty object',
  lists: 'nothing but empty lists',
  reply: 'nothing in the reply',
  list: 'an empty list',
} as const;
const empties: ReadonlySet<string> = new Set(Object.values(EMPTY));

/** Whether a reply that failed for this reason is an error: one that finds nothing is an answer to who asks. */
export const isErrorFor = (failure: string | null): boolean =>
  failure !== null && !empties.has(failure);

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const messageOf = (error: Json | undefined): string =>
  excerpt(
    typeof error === 'string'
      ? error
      : isObject(error) && typeof error.message === 'string'
        ? error.message
        : (JSON.stringify(error) ?? 'no message'),
  );

const isTold = (error: Json | undefined): boolean =>
  error === true ||
  (typeof error === 'string' && error.trim() !== '') ||
  (typeof error === 'object' && error !== null && Object.keys(error).length > 0);

/** `{"status":"error"}` and its kin. "failed" may be a fact (a build), unless it comes with a reason. */
function failureOfStatus(reply: JsonObject): string | null {
  if (isTold(reply.error)) return `"error": ${messageOf(reply.error)}`;
  const because = [reply.message, reply.reason, reply.detail].find(isTold);
  const told = because === undefined ? '' : `: ${messageOf(because)}`;
  for (const key of ['success', 'ok']) if (reply[key] === false) return `"${key}": false${told}`;
  if (reply.isError === true) return `"isError": true${told}`;
  const status = typeof reply.status === 'string' ? reply.status.toLowerCase() : '';
  if (status === 'error' || (/^fail(?:ed|ure)?$/.test(status) && told !== ''))
    return `"status": "${status}"${told}`;
  return null;
}

const isEmptyValue = (value: Json): boolean =>
  value === null || value === false || value === 0 || value === '';

/** Whether anything stands in an object that is neither frame nor empty. */
function hasSubstance(reply: JsonObject): boolean {
  for (const [key, value] of Object.entries(reply)) {
    if (Array.isArray(value) ? value.length > 0 : isObject(value) && hasSubstance(value))
      return true;
    if (typeof value !== 'object' && !FRAME.test(key) && !isEmptyValue(value)) return true;
  }
  return false;
}

const holdsList = (value: Json): boolean =>
  Array.isArray(value) || (isObject(value) && Object.values(value).some(holdsList));

/** A count of zero or a bare `{"success": true}` is an answer; empty lists and nulls alone are not. */
function isHollow(reply: JsonObject): boolean {
  if (hasSubstance(reply)) return false;
  return holdsList(reply) || [...leavesOf(reply)].every(({ value }) => value === null);
}

function failureOfObject(reply: JsonObject): string | null {
  const status = failureOfStatus(reply);
  if (status !== null) return status;
  if (Object.keys(reply).length === 0) return EMPTY.object;
  if (isHollow(reply)) return EMPTY.lists;
  const [only, ...others] = Object.values(reply);
  return typeof only === 'string' && others.length === 0 ? failureOfProse(only) : null;
}

function failureOfObservation(observation: Json): string | null {
  if (observation === null) return EMPTY.reply;
  if (typeof observation === 'string') return failureOfProse(observation);
  if (Array.isArray(observation)) return observation.length === 0 ? EMPTY.list : null;
  return isObject(observation) ? failureOfObject(observation) : null;
}

const textsOf = (result: Json): string[] =>
  contentParts(result).flatMap((part) => (part.kind === 'text' ? [part.text] : []));

function failureOfResult(result: Json, observation: Json): string | null {
  const texts = textsOf(result);
  if (isObject(result) && result.isError === true)
    return `isError: ${messageOf(texts[0] ?? structuredContent(result))}`;
  try {
    canonicalJson(observation);
  } catch {
    return 'not canonical JSON: it holds a number that is not finite or a lone surrogate';
  }
  const failure = failureOfObservation(observation);
  const [first] = texts;
  if (failure !== null || first === undefined || first.trim() === '') return failure;
  // The prose beside a structured part, or ahead of other texts, may tell what that part does not.
  return texts.length > 1 || structuredContent(result) !== undefined ? failureOfProse(first) : null;
}

/**
 * Why a reply is not taken as a success, in a few words for reports; null for a success. A call is
 * never good on `isError` alone: servers fail with `{"status":"error"}`, `[]` or plain prose.
 *
 * `observation` is passed where it is at hand already; else it is observed here.
 */
export function failureOfReply(
  reply: { readonly kind: ReplyKind; readonly text: string },
  observation?: Json,
): string | null {
  const value = parse(reply.text);
  if (reply.kind === 'lost') return `no reply: ${messageOf(value ?? reply.text)}`;
  if (value === undefined) return 'the reply is not JSON';
  if (reply.kind === 'error') return `JSON-RPC error: ${messageOf(value)}`;
  return failureOfResult(value, observation === undefined ? observe(value) : observation);
}
