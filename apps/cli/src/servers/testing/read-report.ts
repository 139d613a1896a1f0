import { toPointer } from '@firefly/domain/pointer';
import type { Edit } from '@firefly/mcp/config/edits';

/** What a reader takes from a printed report: whom a line is for, and where to write it. */
export interface PrintedEdits {
  readonly server: string;
  /** As printed; null for what the server as a whole is told to correct, or for several tools at once. */
  readonly tool: string | null;
  /** The heading it stands under, on one line. */
  readonly heading: string;
  readonly edits: readonly Omit<Edit, 'patch'>[];
}

const ASKS = /(?:^|[ ,])(add to|take out of|in) ("\w[\w-]*")(?:, for (.+) write)?(?: \(.*\))?:/;

/** The place and kind of an edit out of the words before its line. */
function asked(words: string, server: string, line: string): Omit<Edit, 'patch'> {
  const [, verb, quoted = '""', was] = ASKS.exec(words) ?? [];
  const name: string = JSON.parse(quoted);
  const inside = name === 'firefly' ? [] : [name];
  const path = name === server ? [server] : [server, 'firefly', ...inside];
  const kind = verb === 'add to' ? 'add' : verb === 'take out of' ? 'remove' : 'replace';
  if (verb === undefined) throw new Error(`"${words}" does not say where "${line}" goes`);
  const common = { kind, place: toPointer(['mcpServers', ...path]), line } as const;
  return was === undefined ? common : { ...common, was };
}

/** Reads a report as printed without colours, by nothing but its words and indents. */
export function readReport(text: string): PrintedEdits[] {
  const found: PrintedEdits[] = [];
  let [server, heading, tool, words] = ['', '', '' as string | null, ''];
  const take = (line: string, own = words): void => {
    const edit = asked(own, server, line);
    const last = found.at(-1);
    if (last?.server === server && last.heading === heading && last.tool === tool && tool !== null)
      found[found.length - 1] = { ...last, edits: [...last.edits, edit] };
    else found.push({ server, tool, heading, edits: [edit] });
  };
  for (const line of text.split('\n')) {
    const [, spaces = '', rest = ''] = /^( *)(.*)$/.exec(line) ?? [];
    const depth = spaces.length;
    if (depth === 0 && rest !== '')
      [server, heading, tool, words] = [rest.split('  ')[0] ?? '', '', null, ''];
    else if (depth === 2 && /^(?:not )?called /.test(rest))
      heading = words = rest.replace(/ +/, ' ');
    else if (depth === 2)
      [tool, words] = [null, rest.startsWith('to correct') ? rest : `${words} ${rest}`];
    else if (depth === 14) heading = words = `${heading} ${rest}`;
    else if (depth === 4 && heading === '') take(rest);
    else if (depth === 4 && rest.startsWith('or for ')) [tool, words] = [null, rest];
    else if (depth === 4 && tool === null && words.startsWith('or for ') && !words.endsWith(':'))
      words = `${words} ${rest}`;
    else if (depth === 4) {
      const [, name = '', own] = /^(.*?)(?: {2,}(.*))?$/.exec(rest) ?? [];
      [tool, words] = [name, heading];
      if (own !== undefined) take(own);
    } else if (depth === 6) {
      const [, place = '', own = ''] = /^((?:add to|take out of|in) .*?:) (.*)$/.exec(rest) ?? [];
      if (place === '') take(rest);
      else take(own, place);
    }
  }
  return found;
}
