import type { ModelBlock, ModelReply } from '@firefly/contracts/model';
import type { JsonObject } from '@firefly/domain/json';

/** A tool as it is offered to a model: its name as models allow it (`functionName`), never `server/tool`. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  readonly input_schema: JsonObject;
}

export interface ModelMessage {
  readonly role: 'user' | 'assistant';
  readonly content: readonly ModelBlock[];
}

/** What a model is asked. The same request is the same text for the provider, so that its cache finds it. */
export interface ModelRequest {
  /** The same for all requests of a prompt: it is marked for the provider's cache, with the tools. */
  readonly system: string;
  readonly tools: readonly ModelTool[];
  /** Whether it may call, must call, may not, or must call one tool by its name. */
  readonly choice: 'auto' | 'any' | 'none' | { readonly tool: string };
  readonly messages: readonly ModelMessage[];
  /** More requests begin with these messages: they are marked for the cache, too. */
  readonly goesOn?: true;
  /** Of the reply, in tokens. */
  readonly maxTokens: number;
}

/** A language model behind an API (port). */
export interface Model {
  /**
   * Asks once, through all that is passing: too many requests, an overloaded provider, a broken connection.
   * Rejects with a `FailureError`: `transient` where it is worth asking again later, `permanent` where the
   * request or the key is refused, `cancelled` by the signal.
   */
  ask(model: string, request: ModelRequest, signal: AbortSignal): Promise<ModelReply>;
}
