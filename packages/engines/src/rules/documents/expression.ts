import type { Document } from '@firefly/domain/tool-graph/documents';
import { linePattern } from '@firefly/domain/tool-graph/text-fields';
import { textValue } from '@firefly/domain/tool-graph/text-values';

/** An expression for what a document states under a key; `text` is the expression for its text. */
export function statedExpression(document: Document, text: string, key: string): string {
  const field = document.fields.find((each) => each.key === key);
  const value = field && textValue(field);
  if (field === undefined || value === undefined) throw new RangeError(`no ${key} in the text`);
  const match = `$match(${text}, /${linePattern(field, value.pattern)}/m)`;
  if (value.kind !== 'number') return `${match}.groups[0]`;
  return `$number(${value.groups === 1 ? `${match}.groups[0]` : `$join(${match}.groups)`})`;
}
