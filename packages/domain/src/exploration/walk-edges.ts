import { fromPointer } from '../pointer.ts';
import type { Edge } from '../tool-graph/edge.ts';
import type { Standing } from '../tool-graph/standing.ts';
import { wordsOf } from '../words/identifiers.ts';
import { singular } from '../words/nouns.ts';
import { isPart } from '../words/people.ts';

/** The part that people have in a thing, by the end of a path: "author" of `/coauthors/*` and `/author/name`. */
function partAt(path: string): string | undefined {
  const steps = fromPointer(path).filter((step) => step !== '*');
  const last = steps.map(wordsOf).findLast((words) => !/^(name|id)$/.test(words.join(' ')));
  const head = (last ?? []).filter((word) => word !== 'name' && word !== 'id').at(-1);
  const noun = head === undefined ? '' : singular(head);
  const [, other = noun] = /^co(.+)$/.exec(noun) ?? [];
  const part = isPart(other) ? other : noun;
  return isPart(part) ? part : undefined;
}

/** Whether people have one part in the record and another in the list: who carries a loan wrote no commits. */
function changesPart({ fromPath, toPath }: Edge): boolean {
  const [here, there] = [partAt(fromPath), partAt(toPath)];
  return here !== undefined && there !== undefined && here !== there;
}

/** The confirmed edges as walks may take them: of a listing it is known that it is one. */
export const confirmedEdges = (known: readonly Standing[]): Edge[] =>
  known.flatMap(({ edge, confirmed }): Edge[] => {
    if (confirmed === 'record') return [edge];
    return confirmed === 'listing' && !changesPart(edge) ? [{ ...edge, lists: true }] : [];
  });
