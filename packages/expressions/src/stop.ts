import type { EvaluationFailure } from '@firefly/domain/ports';

/** Thrown inside an evaluation to end it with a failure of ours; the library lets it pass. */
export class Stop extends Error {
  readonly reason: EvaluationFailure;

  constructor(reason: EvaluationFailure, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** A value in a message: short enough to read. */
export function show(value: unknown): string {
  const text = typeof value === 'function' ? 'a function' : (JSON.stringify(value) ?? 'nothing');
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** What ended an evaluation, in our words. */
export function failureOf(error: unknown): { reason: EvaluationFailure; detail: string } {
  if (error instanceof Stop) return { reason: error.reason, detail: error.message };
  const { code, message } = error as { code?: unknown; message?: unknown };
  const detail = typeof message === 'string' ? message : 'the evaluation failed';
  if (code === 'D1001') return { reason: 'not-json', detail: `a number is not finite: ${detail}` };
  if (code === 'D2015' || detail === 'Invalid string length') return { reason: 'memory', detail };
  return { reason: 'error', detail };
}
