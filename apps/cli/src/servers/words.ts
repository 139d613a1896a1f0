import { fromPointer } from '@firefly/domain/pointer';
import type { Edit } from '@firefly/mcp/config/edits';
import type { ChangeReport } from './server-report.ts';

/** The object or list that an edit goes into, by the name that stands before its bracket. */
const placeName = ({ place }: Pick<Edit, 'place'>): string =>
  JSON.stringify(fromPointer(place).at(-1) ?? '');

/** Values may be many; the beginning says which are meant. */
const cut = (was = ''): string => (was.length <= 60 ? was : `${was.slice(0, 59)}…`);

/** What to do with the line of an edit, as words before it. */
export function phrase(edit: Edit): string {
  const name = placeName(edit);
  if (edit.kind === 'add') return `add to ${name}`;
  return edit.kind === 'remove' ? `take out of ${name}` : `in ${name}, for ${cut(edit.was)} write`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The words before the lines of a change: when to make it, and where, if that is one place. */
export function asking({ when, becomes, edits }: ChangeReport): string {
  const [first] = edits;
  const where = edits.length === 1 && first !== undefined ? phrase(first) : 'edit';
  const later = becomes === 'waiting' ? ' (and it is called once values come up)' : '';
  return `${capital(when)}, ${where}${later}`;
}
