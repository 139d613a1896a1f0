import { statSync } from 'node:fs';
import { dirname } from 'node:path';

const OTHERS_ENTER = 0o001;

/**
 * The first folder on the way to `path`, itself included, that other users may not enter; undefined
 * if there is none. Folders that do not exist yet count as open: we make them so.
 */
export function closedFolder(path: string): string | undefined {
  const parent = dirname(path);
  const above = parent === path ? undefined : closedFolder(parent);
  if (above !== undefined) return above;
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined || (stat.mode & OTHERS_ENTER) !== 0 ? undefined : path;
}
