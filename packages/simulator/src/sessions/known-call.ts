import { callRequest } from '@firefly/contracts/simulator';
import { requestKey } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import { isKeepable } from '@firefly/domain/simulation/keepable';
import type { ReplayRequest, ReplayTool } from '@firefly/domain/simulation/replay';
import { LRUCache } from 'lru-cache';

/**
 * A call that was asked for before in these very words. Rollouts of one task ask the same again and again:
 * it is parsed, checked and hashed once, and the sessions that remember it share it.
 */
export class KnownCall implements ReplayRequest {
  readonly server: string;
  readonly tool: string;
  readonly arguments: JsonObject;
  #fingerprint = '';
  #key = '';

  constructor({ server, tool, arguments: args }: ReplayRequest) {
    this.server = server;
    this.tool = tool;
    this.arguments = args;
  }

  /** Its `requestKey` where nothing has changed the state. */
  keyFor({ server, fingerprint }: ReplayTool): string {
    if (this.#fingerprint !== fingerprint) {
      this.#key = requestKey({ server, fingerprint, arguments: this.arguments, state_key: null });
      this.#fingerprint = fingerprint;
    }
    return this.#key;
  }
}

/** Calls that are remembered, and what their texts may take together, in characters. */
const MOST = { max: 200_000, maxSize: 32 * 1024 * 1024 } as const;
/** A longer text is parsed each time. */
const LONGEST = 4_096;

/** The bodies that were asked with last. */
export interface KnownCalls {
  /** The call of a body that was met before. */
  get(text: string): KnownCall | undefined;
  /** The call that a body is, remembered from now on; undefined for one that is none. */
  met(text: string, body: unknown): KnownCall | undefined;
}

export function makeKnownCalls(): KnownCalls {
  const known = new LRUCache<string, KnownCall>({
    ...MOST,
    sizeCalculation: (_call, text) => text.length,
  });
  return {
    get: (text) => (text.length > LONGEST ? undefined : known.get(text)),
    met(text, body) {
      if (text.length > LONGEST) return undefined;
      const parsed = callRequest.safeParse(body);
      if (!parsed.success || !isKeepable(parsed.data.arguments)) return undefined;
      const call = new KnownCall(parsed.data);
      known.set(text, call);
      return call;
    },
  };
}
