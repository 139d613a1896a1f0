import { openLineFile, type Place, parseLine } from '@firefly/bundle/line-file';
import { BundleError, checkRow } from '@firefly/bundle/tables';
import type { Task } from '@firefly/domain/dataset/task';
import { LRUCache } from 'lru-cache';

/** Tasks in memory at once: those that rollouts asked for last. */
const MOST_KEPT = 256;
/** As rows are written, the id stands first; it is not read further. */
const HEAD = /^\{"format":"firefly\.task\/1","id":"([0-9a-f]{32})",/;
const HEAD_BYTES = 100;

/** The tasks of a bundle. They stay on disk until they are asked for. */
export interface Tasks {
  readonly count: number;
  /** Undefined where there is no such task. Throws a `BundleError` for a row that is none. */
  get(id: string): Task | undefined;
  close(): Promise<void>;
}

function idIn(line: Buffer): string {
  const head = HEAD.exec(line.toString('latin1', 0, HEAD_BYTES))?.[1];
  if (head !== undefined) return head;
  const row = parseLine(line);
  if (typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string')
    return row.id;
  throw new BundleError('is no task');
}

/** Opens the tasks of a bundle folder. Rejects with a `BundleError` that names the bad line. */
export async function openTasks(path: string): Promise<Tasks> {
  const file = await openLineFile(path);
  const places = new Map<string, Place>();
  const kept = new LRUCache<string, Task>({ max: MOST_KEPT });
  try {
    await file.each((line, place) => places.set(idIn(line), place));
  } catch (error) {
    await file.close();
    throw error;
  }
  return {
    count: places.size,
    get(id) {
      const known = kept.get(id);
      if (known !== undefined) return known;
      const place = places.get(id);
      if (place === undefined) return undefined;
      const checked = checkRow('tasks', file.row(place));
      if (!checked.ok) throw new BundleError(`task ${id}: ${checked.reason}`);
      kept.set(id, checked.row);
      return checked.row;
    },
    close: () => file.close(),
  };
}
