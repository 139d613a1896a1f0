import type { ToolState } from '@firefly/domain/exploration/outlook';
import type { Edit } from '@firefly/mcp/config/edits';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import type { ServerReport, ToolReport } from './server-report.ts';
import { type Group, groupsOf } from './tool-groups.ts';
import { asking, phrase } from './words.ts';
import { wrap } from './wrap.ts';

/** How a report is laid out. */
export interface Layout {
  /** Characters on a line, where a line can be broken: what is to be pasted never is. */
  readonly width: number;
  readonly paint: Paint;
}

/** Where reasons begin: behind `  not called  `. */
const COLUMN = 14;
const ROW = 4;
const WIDEST_NAME = 32;
/** Stands in a failure before what a server said at its end. */
const LAST_WORDS = '; its last words: ';
const LABEL: Readonly<Record<ToolState, string>> = {
  called: 'called',
  waiting: 'called',
  'not called': 'not called',
};
const STYLE = { called: 'green', waiting: 'green', 'not called': 'yellow' } as const;

const cut = (name: string): string =>
  name.length <= WIDEST_NAME ? name : `${name.slice(0, WIDEST_NAME - 1)}…`;

/** Names and what to write, in two columns; what is too wide for that goes below its name. */
function rows(tools: readonly ToolReport[], { width, paint }: Layout): string[] {
  const named = tools.map((tool) => ({ tool, name: printable(cut(tool.name)) }));
  const widest = Math.max(...named.map(({ name }) => name.length));
  return named.flatMap(({ tool, name }) => {
    const edits = tool.changes[0]?.edits ?? [];
    const [edit] = edits;
    const line = printable(edit?.line ?? '');
    const indent = ' '.repeat(ROW);
    if (edits.length === 1 && ROW + widest + 2 + line.length <= width)
      return [`${indent}${name.padEnd(widest)}  ${paint('cyan', line)}`];
    const below = edits.map((one) => {
      const words = edits.length > 1 ? `${printable(phrase(one))}: ` : '';
      return `${indent}  ${words}${paint('cyan', printable(one.line))}`;
    });
    return [`${indent}${name}`, ...below];
  });
}

function groupLines(group: Group, report: ServerReport, layout: Layout): string[] {
  const { state, why, tools, change } = group;
  const { width, paint } = layout;
  const ask = change === undefined ? '' : `. ${asking(change)}:`;
  const [first = '', ...rest] = wrap(printable(`${why}${ask}`), width, COLUMN);
  const label = paint(STYLE[state], LABEL[state].padEnd(COLUMN - 4));
  const head = [`  ${label}  ${first.trimStart()}`, ...rest];
  if (change === undefined) {
    const names = tools.map((tool) => printable(cut(tool.name))).join(', ');
    return [...head, ...wrap(names, width, ROW)];
  }
  const joint = report.together.filter(({ tools: [name] }) => name === tools[0]?.name);
  return [
    ...head,
    ...rows(tools, layout),
    ...joint.flatMap(({ when, edits: [edit], tools: { length } }) =>
      edit === undefined ? [] : jointLines(when, edit, length, layout),
    ),
  ];
}

function jointLines(when: string, edit: Edit, tools: number, { width, paint }: Layout): string[] {
  const words = `or for ${tools} at once, ${when.replace('it only reads', 'they only read')}, ${phrase(edit)}:`;
  const line = paint('cyan', printable(edit.line));
  return [...wrap(printable(words), width, ROW), `${' '.repeat(ROW + 2)}${line}`];
}

const counts = (tools: readonly ToolReport[]): string => {
  const of = (state: ToolState): number => tools.filter((tool) => tool.state === state).length;
  const total = `${tools.length} tool${tools.length === 1 ? '' : 's'}`;
  const waiting = of('waiting') > 0 ? `, ${of('waiting')} once values come up` : '';
  return tools.length === 0
    ? 'no tools'
    : `${total}: ${of('called')} called${waiting}, ${of('not called')} not called`;
};

/** Why a server cannot be used: its name stands above, its last words each on a line of its own. */
function reasonLines(reason: string, server: string, width: number): string[] {
  const named = reason.replace(`server "${server}" `, '').replace(/^cannot be used: /, '');
  const [why = '', words] = named.split(LAST_WORDS);
  if (words === undefined) return wrap(printable(why), width, 2);
  const said = words.split(' | ').map((line) => `    ${printable(line)}`.trimEnd());
  return [...wrap(`${printable(why)}${LAST_WORDS}`.trimEnd(), width, 2), ...said];
}

function headLines(report: ServerReport, { width, paint }: Layout): string[] {
  const { name, usable, reason, says, tools, notes, corrections } = report;
  const told = (text: string): string[] => wrap(printable(text), width, 2);
  const state = usable ? counts(tools) : paint('red', 'cannot be used');
  const version = says?.version ? ` ${says.version}` : '';
  return [
    `${paint('bold', name)}  ${state}`,
    ...(says === null ? [] : told(`${says.name}${version}, MCP ${says.protocol}`)),
    ...(reason === null ? [] : reasonLines(reason, name, width)),
    ...notes.flatMap((note) => told(`note: ${note}`)),
    ...corrections.flatMap((edit) => [
      ...told(`to correct that, ${phrase(edit)}:`),
      `    ${paint('cyan', printable(edit.line))}`,
    ]),
  ];
}

/** What is said of one server. Everything that came from it is made printable. */
export const serverLines = (report: ServerReport, layout: Layout): string[] => [
  ...headLines(report, layout),
  ...groupsOf(report.tools).flatMap((group) => ['', ...groupLines(group, report, layout)]),
];

const LEGEND =
  'Each line goes right behind the opening bracket of the place that is named: behind "firefly": { or "include": [, and for a server behind its name. Then check again.';

/** The whole report for people. */
export function reportText(reports: readonly ServerReport[], layout: Layout): string {
  const tools = reports.flatMap((report) => report.tools);
  const usable = reports.filter((report) => report.usable).length;
  const advised = tools.some(({ changes }) => changes.length > 0);
  const total = `${usable} of ${reports.length} servers can be used; ${counts(tools)}. No tool was called to find out.`;
  return [
    ...reports.flatMap((report) => [...serverLines(report, layout), '']),
    ...wrap(total, layout.width),
    ...(advised ? wrap(LEGEND, layout.width) : []),
  ].join('\n');
}
