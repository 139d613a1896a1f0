import type { TaskDraft } from '@firefly/domain/dataset/task';
import type { Json } from '@firefly/domain/json';
import { fromPointer } from '@firefly/domain/pointer';
import { aResult } from '@firefly/testing/builders/parts';
import { aTaskDraft } from '@firefly/testing/builders/task';

/** A draft with values set at JSON Pointers; undefined removes what stands there. */
export function broken(
  edits: Readonly<Record<string, Json | undefined>>,
  from: TaskDraft = aTaskDraft(),
): TaskDraft {
  const draft = structuredClone(from);
  for (const [pointer, value] of Object.entries(edits)) {
    const segments = fromPointer(pointer);
    const last = segments.pop() ?? '';
    const holder = segments.reduce<unknown>(
      (at, segment) => (at as Record<string, unknown>)[segment],
      draft,
    ) as Record<string, unknown>;
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  }
  return draft;
}

/** A draft in which a call observed something else, its result included. */
export function observing(
  index: number,
  observation: Json,
  from: TaskDraft = aTaskDraft(),
): TaskDraft {
  return broken(
    {
      [`/calls/${index}/observation`]: observation,
      [`/calls/${index}/result`]: aResult(observation),
    },
    from,
  );
}
