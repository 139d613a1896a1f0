import type { TaskCall } from '@firefly/domain/dataset/task';
import { isObject, type Json } from '@firefly/domain/json';
import { isVisible, modelView } from '@firefly/domain/observing/model-view';
import { leavesOf, shapePointer, toPointer } from '@firefly/domain/pointer';

/** Leaves of one shape that are looked for in a view; none of them there, none at all. */
const LOOKED_FOR = 40;

/** The shapes of which the view shows no leaf. */
function hiddenShapes(observation: Json, view: string): ReadonlySet<string> {
  const byShape = Map.groupBy(leavesOf(observation), ({ pointer }) =>
    shapePointer(observation, pointer),
  );
  const isHidden = (values: readonly Json[]): boolean =>
    values.every((value) => value !== '' && !isVisible(value, view));
  return new Set(
    [...byShape].flatMap(([shape, leaves]) =>
      isHidden(leaves.slice(0, LOOKED_FOR).map(({ value }) => value)) ? [shape] : [],
    ),
  );
}

function without(hidden: ReadonlySet<string>, value: Json, shape: string): Json | undefined {
  if (hidden.has(shape)) return undefined;
  if (Array.isArray(value)) {
    const kept = value.flatMap((item) => without(hidden, item, `${shape}/*`) ?? []);
    return kept.length === 0 && value.length > 0 ? undefined : kept;
  }
  if (!isObject(value)) return value;
  const kept = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
    const left = without(hidden, item, shape + toPointer([key]));
    return left === undefined ? [] : [[key, left]];
  });
  return kept.length === 0 && Object.keys(value).length > 0 ? undefined : Object.fromEntries(kept);
}

/**
 * What a call returned without the parts that its model view leaves out: structured content may hold more
 * than its text tells, and what no solver can see is not asked for (rule 2.1).
 */
export function seenPart({ observation, result }: Pick<TaskCall, 'observation' | 'result'>): Json {
  const hidden = hiddenShapes(observation, modelView(result));
  return hidden.size === 0 ? observation : (without(hidden, observation, '') ?? null);
}
