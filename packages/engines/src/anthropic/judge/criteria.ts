import { type Criterion, criteria } from '@firefly/domain/judging/opinions/opinion';
import { type Prompt, readPrompt } from '../prompt.ts';

/** The judge's prompt in its two parts: what is always said, and the criteria, which are listed in any order. */
export interface Rubric {
  readonly stamp: Prompt['stamp'];
  readonly system: string;
  /** What 1, 3 and 5 mean for each criterion. */
  readonly anchors: Readonly<Record<Criterion, string>>;
}

const LINE = '\n\n---\n\n';

/** Splits a prompt file at its line. Throws where a criterion is missing, doubled, unknown or not anchored. */
export function rubricOf({ stamp, text }: Prompt): Rubric {
  const [system = '', listed = ''] = text.split(LINE);
  const blocks = new Map(listed.split('\n\n').map((block) => [block.split(':', 1)[0], block]));
  const whole = criteria.every((name) => {
    const marks = blocks.get(name)?.match(/^[1-5](?=: )/gm) ?? [];
    return marks.join() === '1,3,5';
  });
  if (!whole || listed.split('\n\n').length !== criteria.length)
    throw new Error(`prompts/${stamp.name}.md does not say what 1, 3 and 5 mean, once a criterion`);
  const anchors = Object.fromEntries(blocks) as Record<Criterion, string>;
  return { stamp, system, anchors };
}

/** The rubric as shipped. */
export const rubric: Rubric = rubricOf(readPrompt('judge'));
