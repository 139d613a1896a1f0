import type { ReplyKind } from '../dataset/recording.ts';
import { requestKey, stateKey } from '../identity.ts';
import type { JsonObject } from '../json.ts';

/** How the simulator answered. What is not recorded is never invented: it is a `miss`. */
export type Tier = 'exact' | 'normalized' | 'similar' | 'simulated' | 'miss';

/** A recorded response as a simulator holds it; `response` is the verbatim text of the recording. */
export interface StoredReply {
  readonly id: string;
  readonly kind: Exclude<ReplyKind, 'lost'>;
  readonly response: string;
  /** Whether the server took the call as a success. */
  readonly succeeded: boolean;
  /** The whole text that a simulator sends for it, where that was made ready. */
  readonly ready?: string | undefined;
}

/** Finds every recording of one canonical request, in the order of the bundle. */
export interface RecordingSource {
  find(requestKey: string): readonly StoredReply[];
}

/** What replay must know of a tool. */
export interface ReplayTool {
  readonly server: string;
  readonly name: string;
  readonly fingerprint: string;
  readonly readOnly: boolean;
}

export interface ReplayRequest {
  readonly server: string;
  readonly tool: string;
  readonly arguments: JsonObject;
}

type Change = { readonly fingerprint: string; readonly arguments: JsonObject };

/** What a session has changed: by server, its calls to tools that are not read-only, in order. */
export type ReplayState = Readonly<Record<string, readonly Change[]>>;

/** The answer to one call. `response` is the JSON text of an MCP result or a JSON-RPC error. */
export interface ReplayAnswer {
  readonly tier: Tier;
  readonly recording: string | null;
  /** The `requestKey` of that recording. */
  readonly answeredBy: string | null;
  readonly kind: StoredReply['kind'];
  readonly response: string;
  readonly succeeded: boolean;
  /** Of an exact answer, as its recording has it. */
  readonly ready?: string | undefined;
}

const miss = (kind: StoredReply['kind'], body: unknown): ReplayAnswer => ({
  tier: 'miss',
  recording: null,
  answeredBy: null,
  kind,
  response: JSON.stringify(body),
  succeeded: false,
});

function notRecorded(name: string): ReplayAnswer {
  const text = `This call of ${name} was not recorded, so its answer is unknown here. Other arguments or another tool may be known.`;
  return miss('result', { isError: true, content: [{ type: 'text', text }] });
}

/** The answer that a recording gives. */
export const answered = (
  tier: Exclude<Tier, 'simulated' | 'miss'>,
  { id, kind, response, succeeded, ready }: StoredReply,
  key: string,
): ReplayAnswer => ({
  tier,
  recording: id,
  answeredBy: key,
  kind,
  response,
  succeeded,
  ready: tier === 'exact' ? ready : undefined,
});

/** The `requestKey` of a call in a state. */
export type KeyOf = (request: ReplayRequest, tool: ReplayTool, stateKey: string | null) => string;

/** An answer, and the state after it. */
export interface ReplayStep {
  readonly state: ReplayState;
  /** Of the state in which the call was made: what recordings of it bear. */
  readonly stateKey: string | null;
  readonly answer: ReplayAnswer;
}

/**
 * One step of a session: the recorded answer to exactly this request in exactly this state, recorded
 * errors included, or a truthful error result. Where one request was answered in several ways,
 * `prefer` picks (the answer that the session's task was made from), else the first recorded counts.
 */
export function replay(
  state: ReplayState,
  request: ReplayRequest,
  tool: ReplayTool | undefined,
  source: RecordingSource,
  prefer: (reply: StoredReply) => boolean = () => false,
  keyOf: KeyOf = (one, { server, fingerprint }, state_key) =>
    requestKey({ server, fingerprint, arguments: one.arguments, state_key }),
): ReplayStep {
  if (tool === undefined) {
    const message = `Tool ${request.server}/${request.tool} is not offered here.`;
    return { state, stateKey: null, answer: miss('error', { code: -32602, message }) };
  }
  const changes = Object.hasOwn(state, tool.server) ? (state[tool.server] ?? []) : [];
  const state_key = stateKey(changes);
  const key = keyOf(request, tool, state_key);
  const found = source.find(key);
  // Which of them is preferred is a matter of several only.
  const reply = found.length > 1 ? (found.find(prefer) ?? found[0]) : found[0];
  const call: Change = { fingerprint: tool.fingerprint, arguments: request.arguments };
  return {
    stateKey: state_key,
    state: tool.readOnly ? state : { ...state, [tool.server]: [...changes, call] },
    answer: reply
      ? answered('exact', reply, key)
      : notRecorded(`${request.server}/${request.tool}`),
  };
}
