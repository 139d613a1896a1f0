import type { Asked } from '../../e2e/models/request.ts';
import { allOf, type Conversation, type Count, sums } from './sent.ts';

/**
 * What an accepted task takes where half of what is explored, written and judged is rejected: two of each,
 * and its share of what is asked once for all tasks.
 */

/** Explorations, writings and judged tasks for one that is accepted. */
const EACH = 2;
const FEWEST_CALLS = 4;
const TOOLS = 8;

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** The explorations that are looked at: as many calls and tools as a task is to be measured by. */
export const looked = (count: Count): Conversation[] =>
  count.of('explore').filter(({ calls, tools }) => calls >= FEWEST_CALLS && tools === TOOLS);

/** Tokens of an accepted task by stage, without rollouts, in a run of so many tasks. */
export function halfRejected(count: Count, tasks: number): readonly (readonly [Asked, number])[] {
  const each = (conversations: readonly Conversation[]): number =>
    EACH * mean(conversations.map(allOf));
  const written = count.of('write').filter(({ calls }) => calls >= FEWEST_CALLS);
  const once = sums(count).flatMap(([asked, tokens]): [Asked, number][] =>
    asked === 'qualify' || asked === 'link' ? [[asked, allOf(tokens) / tasks]] : [],
  );
  return [
    ...once,
    ['explore', each(looked(count))],
    ['write', each(written)],
    // The same task may come of several explorations: it is one conversation here, but was asked about each time.
    [
      'judge',
      EACH *
        mean(
          sums(count).flatMap(([asked, used]) =>
            asked === 'judge' ? [allOf(used) / used.requests] : [],
          ),
        ),
    ],
  ];
}
