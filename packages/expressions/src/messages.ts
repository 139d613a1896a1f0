import type { Json } from '@firefly/domain/json';
import type { ReadLeaf } from '@firefly/domain/ports';
import type { Dropping } from './dropping.ts';
import type { Outcome } from './sandbox.ts';

/** One observation. Its JSON text is sent only if the thread does not hold it under `key`. */
export interface SentInput {
  readonly call: string;
  readonly key: string;
  readonly text?: string;
}

interface Work {
  readonly expression: string;
  readonly inputs: readonly SentInput[];
  /** Keys of observations that the thread need not hold any longer. */
  readonly forget: readonly string[];
}

export type Request =
  | (Work & { readonly kind: 'evaluate' })
  | (Work & {
      readonly kind: 'depends';
      readonly leaves: readonly ReadLeaf[];
      readonly alternatives: Readonly<Record<string, readonly Json[]>>;
      readonly counted: Dropping;
    });

/** `busy` says that the thread gets on; everything else but `ready` ends a request. */
export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'evaluated'; readonly outcome: Outcome }
  | { readonly kind: 'depends'; readonly leaves: readonly ReadLeaf[] }
  | { readonly kind: 'refused'; readonly reason: string };
