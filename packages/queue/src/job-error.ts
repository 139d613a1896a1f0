import type { Failure } from '@firefly/contracts/failure';
import { UnrecoverableError } from 'bullmq';

const LONGEST_MESSAGE = 2_000;
const LONGEST_STACK = 6_000;

/**
 * The error that BullMQ stores for a failure. Messages may quote a server: they are cut, and made
 * free of what Postgres cannot hold as text (NUL, lone surrogates), or the job could not even fail.
 */
export function jobError(failure: Failure, thrown: unknown, final: boolean): Error {
  const message = storable(failure.message, LONGEST_MESSAGE);
  const error = final ? new UnrecoverableError(message) : new Error(message);
  if (thrown instanceof Error && thrown.stack !== undefined)
    error.stack = storable(thrown.stack, LONGEST_STACK);
  return error;
}

const storable = (text: string, length: number): string =>
  text.slice(0, length).replaceAll('\u0000', '\uFFFD').toWellFormed();
