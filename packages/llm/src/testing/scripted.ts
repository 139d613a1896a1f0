import type { Json, JsonObject } from '@firefly/domain/json';

/** A block as a scripted model writes it. */
export type ScriptedBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | {
      readonly type: 'tool_use';
      /** Made of the request's number where it is left out. */
      readonly id?: string;
      readonly name: string;
      /** A string stands for arguments that are no JSON, as a model that was cut off writes them. */
      readonly input: JsonObject | string;
    }
  | { readonly type: `x_${string}`; readonly [key: string]: Json };

/** A reply of the Messages API. */
export interface ScriptedReply {
  readonly content: readonly ScriptedBlock[];
  /** `end_turn`, or `tool_use` where a tool is called. */
  readonly stop?: string;
  /** Output tokens; counted where it is left out. */
  readonly output?: number;
  /**
   * What goes wrong in its middle: the connection is cut, what comes is no JSON, or nothing more comes;
   * or the reply is whole, but the connection stays as if more came.
   */
  readonly breaks?: 'cut' | 'garbled' | 'hangs' | 'lingers';
  /** How long the model thinks before the first byte. */
  readonly afterMs?: number;
  /** The server counts no tokens. */
  readonly uncounted?: true;
}

/** What comes instead of a reply. */
export type ScriptedFault =
  /** An error in the provider's form, or the page of a proxy. */
  | {
      readonly status: number;
      readonly message?: string;
      readonly html?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** An error in the stream, after the status 200 was sent. */
  | { readonly streamError: 'overloaded_error' | 'api_error' | 'invalid_request_error' }
  /** No byte ever comes. */
  | { readonly hangs: true }
  /** A reply of so many bytes. */
  | { readonly bytes: number };

export type Scripted = ScriptedReply | ScriptedFault;

/** The body of a request, as it passed the checks of the API. */
export interface ScriptedRequest {
  readonly model: string;
  readonly max_tokens: number;
  readonly stream?: boolean;
  readonly system?: readonly JsonObject[];
  readonly tools?: readonly JsonObject[];
  readonly tool_choice?: { readonly type: string; readonly name?: string };
  readonly messages: readonly {
    readonly role: 'user' | 'assistant';
    readonly content: readonly JsonObject[];
  }[];
}

/** A scripted model: what it says to a request, of which `at` came before. */
export type Script = (request: ScriptedRequest, at: number) => Scripted | Promise<Scripted>;
