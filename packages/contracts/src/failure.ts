/**
 * Why a unit of work did not succeed: a closed union. `rejected` (a task judged bad) is a result of
 * the method, not an error, and so never stands here.
 */
export type Failure =
  | {
      readonly kind: 'transient';
      readonly message: string;
      readonly retryAfterMs?: number;
      /** The wait is for a limit that was set here: it ends, and nobody has refused anything. */
      readonly ownLimit?: true;
      /** Nothing is wrong with the work: where no attempt at it is left, its run waits and nothing is given up. */
      readonly holds?: true;
    }
  | {
      readonly kind: 'permanent';
      readonly message: string;
      /** Who asks is refused, whatever it asks: its key, or whoever pays for it. */
      readonly caller?: true;
    }
  | { readonly kind: 'cancelled'; readonly message: string };

/** An error that already knows its failure. Each SDK's errors are mapped to it once, in its adapter. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** The failure of any thrown value; what nobody mapped is permanent, so that it is seen and not repeated. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure;
  if (thrown instanceof Error && thrown.name === 'AbortError')
    return { kind: 'cancelled', message: thrown.message };
  return { kind: 'permanent', message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Whether the work is only put off: it names when to come back, and nothing is wrong with what it is about. */
export const isPutOff = (failure: Failure): boolean =>
  failure.kind === 'transient' && failure.retryAfterMs !== undefined;
