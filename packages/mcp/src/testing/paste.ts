import type { Edit } from '../config/edits.ts';
import { type Written, written } from '../config/written.ts';

/** The values directly inside one place of a text. */
const inside = (text: string, place: string): Written[] =>
  written(text).filter(
    ({ pointer }) =>
      pointer.startsWith(`${place}/`) && !pointer.slice(place.length + 1).includes('/'),
  );

/** Whether what is written there says what a line says: an element, a member, or a member's name. */
function says(text: string, { from, start, end }: Written, line: string): 'all' | 'name' | null {
  const wrap = (inner: string): string => JSON.stringify(JSON.parse(inner));
  const isMember = from < start;
  if (/^"(?:[^"\\]|\\.)*": /.test(line))
    return isMember && wrap(`{${text.slice(from, end)}}`) === wrap(`{${line}}`) ? 'all' : null;
  if (!isMember) return wrap(text.slice(from, end)) === wrap(line) ? 'all' : null;
  const name = text.slice(from, text.lastIndexOf('"', start - 1) + 1);
  return wrap(name) === wrap(line) ? 'name' : null;
}

function without(text: string, { from, end }: Written): string {
  const [before, after] = [text.slice(0, from), text.slice(end)];
  return /^\s*,/.test(after)
    ? before + after.replace(/^\s*,/, '')
    : before.replace(/,\s*$/, '') + after;
}

/** The text after an edit made by hand, as its words say: nothing of its patch is read. */
export function pasted(text: string, { kind, place, line, was }: Omit<Edit, 'patch'>): string {
  if (kind === 'add') {
    const holder = written(text).find(({ pointer }) => pointer === place);
    if (holder === undefined) throw new Error(`there is no ${place}`);
    return `${text.slice(0, holder.start + 1)}${line}${text.slice(holder.start + 1)}`;
  }
  const meant = kind === 'remove' ? line : (was ?? '');
  const here = inside(text, place).flatMap((one) => {
    const all = says(text, one, meant);
    return all === null ? [] : [{ one, all }];
  })[0];
  if (here === undefined) throw new Error(`${meant} does not stand in ${place}`);
  if (kind === 'remove') return without(text, here.one);
  const end = here.all === 'all' ? here.one.end : text.lastIndexOf('"', here.one.start - 1) + 1;
  return text.slice(0, here.one.from) + line + text.slice(end);
}
