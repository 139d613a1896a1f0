import { fromPointer } from '../pointer.ts';
import type { Edge } from '../tool-graph/edge.ts';
import type { Standing } from '../tool-graph/standing.ts';
import { wordsOf } from '../words/identifiers.ts';
import { isPart } from '../words/people.ts';

/** The noun of the property that a path ends at: "author" of `/author_name`. */
const nounAt = (path: string): string =>
  wordsOf(fromPointer(path).at(-1) ?? '')
    .join(' ')
    .replace(/ name$/, '');

/** Whether people have one part in the record and another in the list: who carries a loan wrote no commits. */
function changesPart({ fromPath, toPath }: Edge): boolean {
  const [here, there] = [nounAt(fromPath), nounAt(toPath)];
  return here !== there && isPart(here) && isPart(there);
}

/** The confirmed edges as walks may take them: of a listing it is known that it is one. */
export const confirmedEdges = (known: readonly Standing[]): Edge[] =>
  known.flatMap(({ edge, confirmed }): Edge[] => {
    if (confirmed === 'record') return [edge];
    return confirmed === 'listing' && !changesPart(edge) ? [{ ...edge, lists: true }] : [];
  });
