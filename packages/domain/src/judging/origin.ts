import type { TaskDraft, TaskFlow } from '../dataset/task.ts';
import type { Json, JsonObject } from '../json.ts';
import { fromPointer, valueAt } from '../pointer.ts';
import { documentOf } from '../tool-graph/documents.ts';
import { recordsAround } from './columns.ts';
import { callOf, type Place } from './draft.ts';

/** Where a value that flows came from. */
export interface Origin {
  readonly value: Json;
  /** The nearest record around it; of a value out of a text, what the lines of the text state. */
  readonly record: JsonObject | undefined;
  /** The column that it stands in, or the key of its line. */
  readonly held: string;
}

/** The origin of what a flow takes from one of its leaves: the leaf itself, or a part of a text. */
export function originOf(draft: TaskDraft, flow: TaskFlow, source: Place): Origin {
  const carried = valueAt(callOf(draft, flow.to).arguments, flow.to_pointer);
  const inText =
    typeof source.value === 'string' && typeof carried === 'string' && source.value !== carried;
  const [around] = recordsAround(source.call.observation, source.pointer);
  const column = fromPointer(source.shape).at(-1) ?? '';
  if (!inText) {
    return { value: source.value, record: around, held: column };
  }
  const stated = documentOf(source.value)?.record;
  const key = Object.keys(stated ?? {}).find((each) => stated?.[each] === carried);
  return { value: carried, record: stated ?? around, held: key ?? column };
}
