import type { TaskField } from '../dataset/task.ts';
import { isObject } from '../json.ts';
import { type NoObject, objectInText } from './object-in-text.ts';

/** What a policy left as its answer, as it came: nothing here is trusted. */
export interface Attempt {
  /** The arguments of each call of `submit_answer`: JSON values, or the JSON text of one. */
  readonly submitted: readonly unknown[];
  /** The final message; read only where `submit_answer` was not called. */
  readonly message?: string | null | undefined;
}

/** Whether an answer could be read, or why not. Only one that could scores anything. */
export type Standing = 'read' | NoObject | 'not-an-object' | 'extra-key';

export const standingSentences: Readonly<Record<Standing, string>> = {
  read: 'one answer was given',
  none: 'no answer was given',
  several: 'more than one answer was given',
  malformed: 'the answer is not JSON',
  'not-an-object': 'the answer is no JSON object',
  'repeated-key': 'a key stands twice in the answer',
  'extra-key': 'the answer has a key that is no field of the task',
  'text-behind': 'words stand behind the answer',
  'too-long': 'the answer is longer than is read',
};

export type ReadAnswer =
  | { readonly standing: 'read'; readonly values: Readonly<Record<string, unknown>> }
  | { readonly standing: Exclude<Standing, 'read'> };

function valuesOf(value: unknown): ReadAnswer {
  return isObject(value) ? { standing: 'read', values: value } : { standing: 'not-an-object' };
}

/** Arguments as a text hold the object and nothing else. */
function ofText(text: string, alone: boolean): ReadAnswer {
  const read = objectInText(text);
  if (read.found === null) return { standing: read.because };
  if (alone && read.before.trim() !== '') return { standing: 'malformed' };
  return valuesOf(read.found);
}

function ofAttempt({ submitted, message }: Attempt): ReadAnswer {
  const [first, ...others] = submitted;
  if (others.length > 0) return { standing: 'several' };
  if (typeof first === 'string') {
    const read = ofText(first, true);
    // Something was submitted, so "none" would be wrong.
    return read.standing === 'none' ? { standing: 'not-an-object' } : read;
  }
  if (submitted.length > 0) return valuesOf(first);
  return typeof message === 'string' ? ofText(message, false) : { standing: 'none' };
}

/** The one answer of an attempt. Keys that are no fields would be room for further candidates. */
export function readAnswer(
  attempt: Attempt,
  fields: readonly Pick<TaskField, 'name'>[],
): ReadAnswer {
  const read = ofAttempt(attempt);
  if (read.standing !== 'read') return read;
  const names = new Set(fields.map(({ name }) => name));
  const extra = Object.keys(read.values).some((key) => !names.has(key));
  return extra ? { standing: 'extra-key' } : read;
}
