import { isObject, type Json } from '../json.ts';
import { toPointer } from '../pointer.ts';

/** The one path that a search found: the whole answer, or the only element of a list. */
export interface FoundPath {
  readonly path: string;
  /** Property names from the observation to the text or the list. */
  readonly steps: readonly string[];
  readonly list: boolean;
  readonly pointer: string;
}

/** Whether a value is an absolute path, and nothing else. */
export const isPath = (value: unknown): value is string =>
  typeof value === 'string' && /^(\/|[A-Za-z]:[\\/])[^\s*?]+$/.test(value);

const listed = (value: Json, steps: readonly string[]): FoundPath[] => {
  const [path, ...others] = Array.isArray(value) ? value : [];
  return isPath(path) && others.length === 0
    ? [{ path, steps, list: true, pointer: toPointer([...steps, 0]) }]
    : [];
};

/** The one path an observation gives; undefined for none, for several, and for anything else. */
export function foundPath(observation: Json): FoundPath | undefined {
  if (isPath(observation)) return { path: observation, steps: [], list: false, pointer: '' };
  if (!isObject(observation)) return listed(observation, [])[0];
  const [found, ...others] = Object.entries(observation).flatMap(([key, value]) =>
    Array.isArray(value) ? (listed(value, [key])[0] ?? [undefined]) : [],
  );
  return others.length === 0 ? found : undefined;
}
