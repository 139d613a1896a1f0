import type { Payload, QueueKey } from '@firefly/contracts/queues';

/** The work of one queue: does its effects and writes its rows. What follows is not its business. */
export type Step<K extends QueueKey> = (
  payload: Payload<K>,
  context: { readonly signal: AbortSignal },
) => Promise<void>;
