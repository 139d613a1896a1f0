import type { Library } from '../library/library.ts';
import type { StoredRecording } from '../library/recordings.ts';

/** A fault that a server may phrase; a latency is none. */
export type Phrased = 'timeout' | 'too_many' | 'unavailable';

/** An error as a server words it: the JSON text of an MCP result or of a JSON-RPC error. */
export type Worded = Pick<StoredRecording, 'kind' | 'response'>;

/** Failures of a server looked through for its own words. */
const MOST_LOOKED_AT = 1_000;

/** What tells the fault in a recorded failure. */
const signs: Readonly<Record<Phrased, RegExp>> = {
  timeout: /\btim(?:ed?|ing)[ -]?out\b/i,
  too_many: /\b429\b|\btoo many requests\b|\brate[ -]?limit/i,
  unavailable:
    /\b50[0234]\b|\b(?:temporarily|service) unavailable\b|\bbad gateway\b|\binternal server error\b/i,
};

const result = (text: string): Worded => ({
  kind: 'result',
  response: JSON.stringify({ content: [{ type: 'text', text }], isError: true }),
});

/** Where a server was never heard to say it: what MCP clients and servers say as they come. */
const usual: Readonly<Record<Phrased, Worded>> = {
  // An SDK's client raises this itself when no reply comes.
  timeout: { kind: 'error', response: '{"code":-32001,"message":"Request timed out"}' },
  too_many: result('Error: 429 Too Many Requests'),
  unavailable: result('Error: 503 Service Unavailable'),
};

const known = new WeakMap<Library, Map<string, Worded>>();

/** A fault as this server phrased it where it was recorded, else in the usual words. */
export function faultWords(library: Library, server: string, fault: Phrased): Worded {
  const words = known.get(library) ?? new Map<string, Worded>();
  known.set(library, words);
  const key = `${fault} ${server}`;
  const before = words.get(key);
  if (before) return before;
  const found = library.recordings
    .failed(server)
    .slice(0, MOST_LOOKED_AT)
    .map(library.recordings.at)
    .find(({ response }) => signs[fault].test(response));
  const worded = found ? { kind: found.kind, response: found.response } : usual[fault];
  words.set(key, worded);
  return worded;
}
