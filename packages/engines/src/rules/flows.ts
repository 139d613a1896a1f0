import type { Json } from '@firefly/domain/json';
import { fromPointer, leavesOf } from '@firefly/domain/pointer';
import type { ProposedFlow } from '@firefly/domain/synthesis/proposal';
import { feed } from '@firefly/domain/tool-graph/standing';
import { referenceExpression } from './expressions.ts';
import type { Walk } from './walk.ts';

/** The flows of a walk: one per reference, as the explorer bound it. */
export const flowsOf = (walk: Walk): ProposedFlow[] =>
  walk.references.map((ref, at) => {
    const from = walk.places[at];
    const to = walk.places[at + 1] ?? walk.listing;
    if (from === undefined || to === undefined)
      throw new RangeError(`no place beside reference ${at}`);
    const [leaf] = [...leavesOf(feed(ref.edge.toPath, ref.value) as Json)];
    return {
      from: `c${from.call}`,
      expression: referenceExpression(walk.places, walk.references, at),
      fromPointer: ref.pointer,
      to: `c${to.call}`,
      toPointer: leaf === undefined ? fromPointer(ref.edge.toPath).join('/') : leaf.pointer,
    };
  });
