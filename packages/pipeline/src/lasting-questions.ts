import type { Question } from '@firefly/engines/anthropic/question';
import { type AskerParts, type Asking, answerTo, makeAsker } from './asker.ts';
import { together } from './together.ts';

/** Questions that are asked at a time. */
const AT_ONCE = 4;

/** A question about tools: by its key another run finds what was answered. */
type LastingQuestion<T> = Question<readonly T[]> & { readonly cacheKey: string };

/** The answers to questions about tools, in their order; one that was not answered adds nothing. */
export async function answersTo<T>(
  parts: AskerParts,
  asking: Omit<Asking, 'owner' | 'cacheKey' | 'spent'>,
  questions: readonly LastingQuestion<T>[],
  signal: AbortSignal,
): Promise<T[]> {
  const answers = await together(questions, AT_ONCE, async (question): Promise<readonly T[]> => {
    const { cacheKey } = question;
    const asker = makeAsker(parts, { ...asking, owner: `${asking.stage}/${cacheKey}`, cacheKey });
    const next = await answerTo(asker, question, signal);
    return 'answer' in next ? next.answer : [];
  });
  return answers.flat();
}
