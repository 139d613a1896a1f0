import { LONGEST_EXPRESSION } from '@firefly/domain/synthesis/expression-ast';
import { z } from 'zod';
import { type Reading, readBy } from '../reading.ts';

/** Tasks read of one reply: more were never asked for. */
const MOST_TASKS = 8;
const MOST_FLOWS = 40;
const MOST_BINDINGS = 40;
const MOST_FIELDS = 8;

/** A half of a character has no place in JSON that is hashed. */
const wellFormed = z.string().refine((text) => text.isWellFormed(), 'must be well-formed Unicode');
const expression = wellFormed.min(1).max(LONGEST_EXPRESSION);
/** A text in one line: how a model breaks it means nothing. */
const line = (longest: number) =>
  wellFormed
    .max(longest)
    .transform((text) => text.trim().replace(/\s+/g, ' '))
    .pipe(z.string().min(1));

/** A place in arguments; a single name is one too. */
const pointer = z
  .string()
  .min(1)
  .max(400)
  .transform((place) => (place.startsWith('/') ? place : `/${place}`))
  .refine((place) => /^(\/([^~/]|~[01])*)+$/.test(place), 'must be a place such as /from/latitude');

/**
 * A task as a model proposes it: nothing of it is believed. What else stands there is left out, above all
 * anything that would be an answer.
 */
const modelTask = z.object({
  prompt: line(2_000),
  fields: z
    .array(
      z.object({
        name: z
          .string()
          .max(60)
          .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case words joined by underscores'),
        kind: z.enum(['scalar', 'list']),
        expression,
        // What it may not be is left out: the label's type says how it compares.
        compare: z.enum(['text', 'date', 'list']).nullish().catch(null),
        choice: z.boolean().nullish(),
      }),
    )
    .min(1)
    .max(MOST_FIELDS),
  flows: z
    .array(z.object({ to: z.string().regex(/^c[1-9]\d*$/), argument: pointer, expression }))
    .max(MOST_FLOWS)
    .nullish()
    .transform((flows) => flows ?? []),
  bindings: z
    .array(
      z.object({
        words: z.string().trim().min(1).max(400),
        value: z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]),
      }),
    )
    .max(MOST_BINDINGS)
    .nullish()
    .transform((bindings) => bindings ?? []),
  answer_template: line(1_000),
});
export type ModelTask = z.output<typeof modelTask>;

/** One task of a reply, or what is wrong with its form. */
export type ReadTask = Reading<ModelTask>;

const reply = z.object({ tasks: z.array(z.unknown()).max(MOST_TASKS) });

/** The tasks of a reply, each by itself: one that is malformed spoils no other. */
export function readTasks(input: unknown): Reading<readonly ReadTask[]> {
  const read = readBy(reply, input);
  if ('problem' in read) return read;
  return { value: read.value.tasks.map((task): ReadTask => readBy(modelTask, task)) };
}
