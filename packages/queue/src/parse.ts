import { FailureError } from '@firefly/contracts/failure';
import { type Payload, type QueueKey, queues, type Result } from '@firefly/contracts/queues';
import { z } from 'zod';

/** A payload or result that breaks the table stays broken, so it fails at once and for good. */
const permanent = (message: string): FailureError =>
  new FailureError({ kind: 'permanent', message });

/**
 * Checks a payload against the table of queues, when producing and when consuming.
 * @throws FailureError `permanent`, naming the queue and each wrong field.
 */
export function parsePayload<K extends QueueKey>(key: K, data: unknown): Payload<K> {
  const parsed = queues[key].payload.safeParse(data);
  if (parsed.success) return parsed.data as Payload<K>;
  throw permanent(
    `The payload does not fit the queue "${key}": ${reasons(parsed.error)}. ` +
      'It was written by another version or by hand: remove the job and queue the work again.',
  );
}

/**
 * Checks what a handler returned.
 * @throws FailureError `permanent`: the handler breaks its contract.
 */
export function parseResult<K extends QueueKey>(key: K, value: unknown): Result<K> {
  const parsed = queues[key].result.safeParse(value);
  if (parsed.success) return parsed.data as Result<K>;
  throw permanent(
    `The handler of the queue "${key}" returned something else than its result: ${reasons(parsed.error)}.`,
  );
}

const reasons = (error: z.ZodError): string =>
  z
    .prettifyError(error)
    .replaceAll('✖ ', '')
    .replaceAll(/\n\s*→ /g, ' ')
    .replaceAll('\n', '; ');
