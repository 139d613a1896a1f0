import type { ListedTool } from './catalog/tool.ts';
import type { ReplyKind } from './dataset/recording.ts';
import type { Json, JsonObject } from './json.ts';

/** A leaf read during an evaluation: the call id and the pointer into its observation. */
export interface ReadLeaf {
  readonly call: string;
  readonly pointer: string;
}

/** `missing`: a step found nothing on an element it visited. `forbidden`: outside the allow-list. */
export type EvaluationFailure =
  | 'syntax'
  | 'forbidden'
  | 'missing'
  | 'nothing'
  | 'not-json'
  | 'error'
  | 'time'
  | 'memory';

export type Evaluation =
  | { readonly ok: true; readonly value: Json; readonly reads: readonly ReadLeaf[] }
  | { readonly ok: false; readonly reason: EvaluationFailure; readonly detail: string };

/** Evaluates expressions over `{c1: observation, …}` inside limits of time and memory. */
export interface Evaluate {
  evaluate(expression: string, inputs: JsonObject): Promise<Evaluation>;
  /**
   * Of the leaves read, those whose replacement changes the result (rule 2.2).
   * `alternatives` gives other recorded values of a leaf, tried before the fixed set.
   */
  dependsOn(
    expression: string,
    inputs: JsonObject,
    leaves: readonly ReadLeaf[],
    alternatives?: Readonly<Record<string, readonly Json[]>>,
  ): Promise<readonly ReadLeaf[]>;
}

/** A reply as a server gave it, after redaction. For `lost` the text is a JSON string with the reason. */
export interface ToolReply {
  readonly kind: ReplyKind;
  readonly text: string;
  readonly sha256: string;
  readonly durationMs: number;
  /** A secret was found in the reply or the arguments: the recording must not be used. */
  readonly quarantined: boolean;
  /** The arguments as they may be kept. */
  readonly arguments: JsonObject;
  /** What redaction replaced in the text, by name; `workspace` is its path. */
  readonly redactions: Readonly<Record<string, number>>;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Of the tool as the caller knows it. If the server has another of that name by now, the call is lost. */
  readonly fingerprint?: string | undefined;
}

/**
 * A conversation with a server, one call after the other. After a call that was lost with its process
 * or connection, the next goes to a new one; with a workspace the session stays lost.
 */
export interface ToolSession {
  call(tool: string, args: JsonObject, options?: CallOptions): Promise<ToolReply>;
  close(): Promise<void>;
}

/** What a server says of itself at connection. */
export interface ServerListing {
  readonly name: string;
  readonly version: string;
  readonly protocolVersion: string;
  /** Slips of its list that cost nothing, for whoever uses the server. */
  readonly notes: readonly string[];
  readonly tools: readonly ListedTool[];
}

/** The real servers of a run, by their names in `mcp.json`. */
export interface ToolServers {
  readonly names: readonly string[];
  /** Connects and lists all pages. Rejects with a message for people that names the server. */
  list(server: string, signal?: AbortSignal): Promise<ServerListing>;
  /**
   * With a workspace: a fresh process on a fresh copy of the folder. Without: the shared process (over
   * HTTP: the shared session), unless `fresh` asks for one of its own.
   */
  open(server: string, options?: { readonly fresh?: boolean }): Promise<ToolSession>;
  close(): Promise<void>;
}

/** What an operator allows a server; what is absent is not limited. */
export interface Limit {
  readonly perSecond?: number | undefined;
  /** Requests under way at a time. */
  readonly concurrency?: number | undefined;
}

/** The wish to send one request to a server. */
export interface SlotRequest {
  /** Names the server to everyone who shares its limit. */
  readonly key: string;
  readonly limit: Limit;
  /** So many requests go out in a row for this one: it takes so many slots, from the first on. */
  readonly requests: number;
  /** How long the request may take from the moment it is due: then its lease ends by itself. */
  readonly holdMs: number;
  /** A slot further off than this is not taken. */
  readonly patienceMs: number;
}

/** When a request may set out, by the clock of the store that all workers share. */
export type Slot =
  | {
      readonly granted: true;
      /** From now on; 0 if it is past. */
      readonly inMs: number;
      /** How long it is past, where the answer came later than the slot itself. */
      readonly lateMs: number;
      /** False once the server has asked for a rest since: then the slot must not be used. */
      holds(): Promise<boolean>;
      /** Ends the lease, used or not. Never rejects: a lease that it cannot end ends by itself. */
      release(): Promise<void>;
    }
  | {
      readonly granted: false;
      readonly retryInMs: number;
      /** The server itself has asked for the rest. */
      readonly resting: boolean;
    };

/** Gives out the slots and leases of servers, to all workers that share a store. */
export interface Limiter {
  /** Decides at once, and waits for nothing. */
  acquire(request: SlotRequest): Promise<Slot>;
  /**
   * The server refused a request as one too many: nobody gets a slot for so long, those given out for
   * later are void, and for a while afterwards slots lie further apart.
   */
  slowDown(key: string, restMs: number): Promise<void>;
}
