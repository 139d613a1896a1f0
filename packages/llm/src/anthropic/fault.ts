import { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import { BrokenReply } from './broken-reply.ts';
import { retryAfterOf } from './retry-after.ts';

/**
 * Why one try brought no reply. `crowded`: the provider has too much to do, or we ask too often. `again`: it
 * may go well the next time. `unforced`: the model does not let itself be made to call a tool. `final`: this
 * request will never do. Its message is one line, bounded.
 */
export interface Fault {
  readonly kind: 'crowded' | 'again' | 'unforced' | 'final';
  readonly message: string;
  readonly retryAfterMs?: number;
  /** Of one that is final: who asks is refused, whatever it asks. */
  readonly caller?: true;
}

const LONGEST_MESSAGE = 500;
/** Kinds of errors that stand in a stream which began well, so without a status. */
const crowdedTypes = new Set<unknown>(['overloaded_error', 'rate_limit_error']);
const passingTypes = new Set<unknown>([null, 'api_error', 'timeout_error']);
/** The key or the account is refused, and so would be every other request. */
const callerTypes = new Set<unknown>(['authentication_error', 'billing_error', 'permission_error']);
/** Spent credit comes as an invalid request (400); only its words tell it from others. */
const SPENT_CREDIT = /\bcredit balance\b/i;
/** Not the request's fault: a time-out of the provider's own, a conflict, a request put off. */
const passingStatuses = new Set([408, 409, 425]);

/** The fault of whatever a try threw. */
export function faultOf(thrown: unknown, now: number): Fault {
  if (thrown instanceof APIConnectionError)
    return again(`it cannot be reached (${causeOf(thrown)})`);
  if (thrown instanceof APIError)
    return thrown.status === undefined ? inStream(thrown) : ofStatus(thrown, now);
  if (thrown instanceof BrokenReply) return again(thrown.message);
  // What is left comes of a body that cannot be read: a connection that broke, JSON that is none.
  return again(`its reply cannot be read (${causeOf(thrown)})`);
}

function inStream(error: APIError): Fault {
  const message = `it broke off with ${wordsOf(error)}`;
  if (crowdedTypes.has(error.type)) return { kind: 'crowded', message };
  if (passingTypes.has(error.type)) return again(message);
  return final(oneLine(message), callerTypes.has(error.type) || SPENT_CREDIT.test(message));
}

function ofStatus(error: APIError, now: number): Fault {
  const { status = 0 } = error;
  const message = oneLine(`status ${status}: ${wordsOf(error)}`);
  const retryAfterMs = error.headers && retryAfterOf(error.headers, now);
  const later = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429 || status === 529) return { kind: 'crowded', message, ...later };
  if (status >= 500 || passingStatuses.has(status)) return { kind: 'again', message, ...later };
  if (status === 401 || status === 403)
    return final(`${message}; is ANTHROPIC_API_KEY right?`, true);
  if (status === 404)
    return final(`${message}; are the model's name and ANTHROPIC_BASE_URL (without /v1) right?`);
  if ((status === 400 || status === 422) && /tool_choice/.test(message))
    return { kind: 'unforced', message };
  return final(
    message,
    status === 402 || callerTypes.has(error.type) || SPENT_CREDIT.test(message),
  );
}

const final = (message: string, caller = false): Fault => ({
  ...{ kind: 'final', message },
  ...(caller && { caller }),
});

const again = (message: string): Fault => ({ kind: 'again', message: oneLine(message) });

/** What the provider says, without the markup of a proxy's page. */
function wordsOf(error: APIError): string {
  const said = error.apiMessage;
  if (typeof said === 'string' && said !== '') return said;
  return error.message
    .replace(/^\d{3} /, '')
    .replace(/<(style|script|head)\b.*?<\/\1>|<[^>]*>/gis, ' ');
}

function causeOf(thrown: unknown): string {
  const parts: string[] = [];
  for (let at = thrown; at instanceof Error && parts.length < 4; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    parts.push(typeof code === 'string' ? code : at.message);
  }
  return parts.at(-1) ?? 'unknown';
}

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST_MESSAGE
    ? line
    : // A word is never cut: half a key could no longer be found and hidden.
      `${line.slice(0, LONGEST_MESSAGE).replace(/\S*$/, '')}…`;
};
