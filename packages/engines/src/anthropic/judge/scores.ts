import {
  type Criterion,
  criteria,
  type Score,
  scores,
} from '@firefly/domain/judging/opinions/opinion';
import { oneLine } from '@firefly/domain/words/one-line';
import type { ModelTool } from '@firefly/llm/model';
import { z } from 'zod';
import { type Reading, readBy } from '../reading.ts';

/** The tool whose input is an opinion. The reason stands before the score, so it is written first. */
export const opinionTool: ModelTool = {
  name: 'give_opinion',
  description: 'Your scores: every criterion once.',
  input_schema: {
    type: 'object',
    properties: {
      scores: {
        type: 'array',
        minItems: criteria.length,
        maxItems: criteria.length,
        items: {
          type: 'object',
          properties: {
            criterion: { type: 'string', enum: [...criteria] },
            reason: { type: 'string', description: 'At most 12 words.' },
            score: { type: 'integer', minimum: 1, maximum: 5 },
          },
          required: ['criterion', 'reason', 'score'],
          additionalProperties: false,
        },
      },
    },
    required: ['scores'],
    additionalProperties: false,
  },
};

const given = z.strictObject({
  scores: z
    .array(
      z.strictObject({
        criterion: z.enum(criteria),
        reason: z.string().trim().min(1),
        score: z.literal(scores, 'expected a whole score from 1 to 5'),
      }),
    )
    .max(2 * criteria.length),
});

const REASON_CHARACTERS = 160;

/** What one judge said of one task. */
export interface Judgement {
  readonly scores: Readonly<Record<Criterion, Score>>;
  readonly reasons: Readonly<Record<Criterion, string>>;
}

/** Reads the input of `give_opinion`: each criterion exactly once, or it is no opinion. */
export function readScores(input: unknown): Reading<Judgement> {
  const reading = readBy(given, input);
  if ('problem' in reading) return reading;
  const all = reading.value.scores;
  const wrong = criteria.flatMap((name) => {
    const times = all.filter(({ criterion }) => criterion === name).length;
    return times === 1 ? [] : [`${name} is scored ${times === 0 ? 'not at all' : 'twice'}`];
  });
  if (wrong.length > 0) return { problem: wrong.join('; ') };
  const by = <T>(of: (one: (typeof all)[number]) => T): Record<Criterion, T> =>
    Object.fromEntries(all.map((one) => [one.criterion, of(one)])) as Record<Criterion, T>;
  return {
    value: {
      scores: by(({ score }) => score),
      reasons: by(({ reason }) => oneLine(reason, REASON_CHARACTERS)),
    },
  };
}
