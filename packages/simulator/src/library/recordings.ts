import { type LineFile, openLineFile, type Place, parseLine } from '@firefly/bundle/line-file';
import { BundleError } from '@firefly/bundle/tables';
import { toolKey } from '@firefly/domain/catalog/tool';
import { requestKey } from '@firefly/domain/identity';
import { isObject, type JsonObject } from '@firefly/domain/json';
import { isErrorFor } from '@firefly/domain/observing/failure';
import type { RecordingSource, StoredReply } from '@firefly/domain/simulation/replay';
import { LRUCache } from 'lru-cache';
import { answerText } from '../answer-text.ts';

/** A recording with its request. */
export interface StoredRecording extends StoredReply {
  readonly server: string;
  readonly fingerprint: string;
  readonly arguments: JsonObject;
  readonly state_key: string | null;
  readonly failure: string | null;
}

/** A recording's response as it is kept in memory, with its `requestKey`. */
interface KeptReply extends StoredReply {
  readonly key: string;
}

/** The recordings of a bundle. They stay on disk: in memory is where each stands, and its key. */
export interface Recordings extends RecordingSource {
  readonly count: number;
  /** Of a tool on a server: the numbers of its recordings, in the order of the bundle. */
  of(tool: { readonly server: string; readonly fingerprint: string }): readonly number[];
  /** Recordings whose call failed, by server. */
  failed(server: string): readonly number[];
  at(number: number): StoredRecording;
  close(): Promise<void>;
}

/**
 * A row as it is needed here. Only what is used is looked at, in a fifth of the time that the whole schema
 * takes: `firefly verify` checks that.
 */
function stored(row: unknown): StoredRecording {
  if (!isObject(row) || !isObject(row.arguments)) throw new BundleError('is no recording');
  const { id, server, fingerprint, state_key, kind, response, failure } = row;
  const texts = [id, server, fingerprint, response].every((value) => typeof value === 'string');
  const orNull = [state_key, failure].every((value) => value === null || typeof value === 'string');
  if (!texts || !orNull || (kind !== 'result' && kind !== 'error'))
    throw new BundleError('is no recording');
  const checked = row as unknown as Omit<StoredRecording, 'succeeded'>;
  return {
    ...{ id: checked.id, server: checked.server, fingerprint: checked.fingerprint },
    ...{ arguments: row.arguments, state_key: checked.state_key, kind },
    ...{
      response: checked.response,
      failure: checked.failure,
      succeeded: !isErrorFor(checked.failure),
    },
  };
}

const RESPONSE = Buffer.from(',"response":"');
const SUCCEEDED = Buffer.from(',"failure":null}');

/**
 * The request in a line. As rows are written, it stands before the response, which is most of a line: of a
 * success only what stands before it is parsed. A cut within what it holds could not be closed by one brace.
 */
function requestIn(line: Buffer): StoredRecording {
  const cut = line.indexOf(RESPONSE);
  if (cut > 0 && line.subarray(-SUCCEEDED.length).equals(SUCCEEDED))
    try {
      const head = JSON.parse(`${line.toString('utf8', 0, cut)}}`) as object;
      return stored({ ...head, response: '', failure: null });
    } catch {}
  return stored(parseLine(line));
}

/** Responses that were given last, in memory. */
const MOST_KEPT_BYTES = 300 * 1024 * 1024;
/** What is kept with each response, about. */
const REPLY_BYTES = 400;
/** Bytes of a text in memory: one sign beyond Latin-1, a dash or a quote, makes all of them take two. */
const bytesOf = (text: string): number =>
  /[\u0100-\uffff]/.test(text) ? 2 * text.length : text.length;

/**
 * A number of 52 bits from a hash in hex, in a tenth of the memory. Two that meet are told apart by the
 * whole of it when their rows are read.
 */
const short = (key: string): number => Number.parseInt(key.slice(0, 13), 16);

/** A reply with the text that is sent for it: the response is a part of that text, and not kept twice. */
function readied(row: StoredRecording): KeptReply {
  const { id, kind, succeeded } = row;
  const ready = answerText(row, { tier: 'exact', recording: id });
  const from = ready.indexOf(':') + 1;
  const response = ready.slice(from, from + row.response.length);
  return { id, kind, response, succeeded, ready, key: requestKey(row) };
}

const listed = <K>(lists: Map<K, number[]>, key: K, value: number): void => {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
};

/** Numbers that grow, eight bytes each. */
function growing() {
  let numbers = new Float64Array(1_024);
  let count = 0;
  return {
    push(value: number) {
      if (count === numbers.length) {
        const larger = new Float64Array(count * 2);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[count] = value;
      count += 1;
    },
    at: (index: number) => numbers[index] as number,
    count: () => count,
  };
}

async function indexed(file: LineFile): Promise<Recordings> {
  const starts = growing();
  const lengths = growing();
  const first = new Map<number, number>();
  const more = new Map<number, number[]>();
  const byTool = new Map<string, number[]>();
  const failures = new Map<string, number[]>();

  await file.each((line, place) => {
    const recording = requestIn(line);
    const number = starts.count();
    starts.push(place.start);
    lengths.push(place.bytes);
    const key = short(requestKey(recording));
    if (!first.has(key)) first.set(key, number);
    else listed(more, key, number);
    listed(byTool, toolKey(recording), number);
    if (recording.failure !== null) listed(failures, recording.server, number);
  });

  const placeOf = (number: number): Place => ({
    start: starts.at(number),
    bytes: lengths.at(number),
  });
  const at = (number: number): StoredRecording => stored(file.row(placeOf(number)));
  // Reading a row and parsing it takes longer than all the rest of an answer.
  const kept = new LRUCache<number, KeptReply>({
    maxSize: MOST_KEPT_BYTES,
    sizeCalculation: ({ response }) => bytesOf(response) + REPLY_BYTES,
  });
  const replyAt = (number: number): KeptReply => {
    const known = kept.get(number);
    if (known !== undefined) return known;
    const reply = readied(at(number));
    kept.set(number, reply);
    return reply;
  };
  return {
    count: starts.count(),
    find(key) {
      const number = short(key);
      const place = first.get(number);
      if (place === undefined) return [];
      const reply = replyAt(place);
      const others = more.get(number);
      if (others === undefined) return reply.key === key ? [reply] : [];
      return [reply, ...others.map(replyAt)].filter((one) => one.key === key);
    },
    of: (tool) => byTool.get(toolKey(tool)) ?? [],
    failed: (server) => failures.get(server) ?? [],
    at,
    close: () => file.close(),
  };
}

/** Opens the recordings of a bundle folder. Rejects with a `BundleError` that names the bad line. */
export async function openRecordings(path: string): Promise<Recordings> {
  const file = await openLineFile(path);
  return indexed(file).catch(async (error: unknown) => {
    await file.close();
    throw error;
  });
}
