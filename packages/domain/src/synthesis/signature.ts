import type { TaskCall, TaskField, TaskFlow } from '../dataset/task.ts';

/** A regex stands where an argument does; elsewhere a stroke divides. */
const TOKENS =
  /(?<=[(,]\s*)\/(?:[^\\/]|\\.)+\/[im]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\$\$|\$[A-Za-z]\w*|\bc\d+\b|[A-Za-z_]\w*|-?\d+(?:\.\d+)?|\s+|./gu;

/** The shape of an expression: literals and regexes become `?`, property names `_`; functions and calls stay. */
export const expressionShape = (expression: string): string =>
  (expression.match(TOKENS) ?? [])
    .map((token) => {
      if (/^\s+$/.test(token)) return ' ';
      if (/^(["']|-?\d|\/.)/.test(token)) return '?';
      if (/^(\$|c\d+$|and$|or$|in$)/.test(token)) return token;
      return /^[A-Za-z_`]/.test(token) ? '_' : token;
    })
    .join('');

/** The canonical tool multiset and the shapes of fields and flows: tasks of one signature are alike. */
export function signatureOf(
  calls: readonly Pick<TaskCall, 'server' | 'tool'>[],
  fields: readonly Pick<TaskField, 'expression' | 'kind'>[],
  flows: readonly Pick<TaskFlow, 'expression' | 'from' | 'to'>[],
): string {
  const tools = calls.map((call) => `${call.server}/${call.tool}`).sort();
  const shapes = fields.map((field) => expressionShape(field.expression)).sort();
  const hops = flows
    .map((flow) => `${flow.from}>${flow.to} ${expressionShape(flow.expression)}`)
    .sort();
  return `${tools.join(' + ')} | ${shapes.join(' ; ')}${hops.length > 0 ? ` | ${hops.join(' ; ')}` : ''}`;
}
