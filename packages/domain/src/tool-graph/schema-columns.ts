import { type Tool, toolId } from '../catalog/tool.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { toPointer } from '../pointer.ts';
import { wordsOf } from '../words/identifiers.ts';
import type { Column } from './columns.ts';
import type { GraphColumn } from './graph-columns.ts';
import { columnMeaning, tableNoun } from './meaning.ts';

const MAX_DEPTH = 4;

/** Properties of record arrays that an output schema promises, with the pointer of each. */
function* promised(
  schema: Json | undefined,
  steps: readonly string[],
): Generator<{ steps: readonly string[]; key: string; type: Json | undefined }> {
  if (!isObject(schema) || steps.length > MAX_DEPTH) return;
  if (isObject(schema.items) && isObject(schema.items.properties)) {
    for (const [key, child] of Object.entries(schema.items.properties))
      yield { steps, key, type: isObject(child) ? child.type : undefined };
    return;
  }
  const properties: JsonObject = isObject(schema.properties) ? schema.properties : {};
  for (const [key, child] of Object.entries(properties)) yield* promised(child, [...steps, key]);
}

/** The columns an output schema speaks of, before anything was observed. */
export const schemaColumns = (tool: Tool): GraphColumn[] =>
  [...promised(tool.outputSchema, [])].flatMap(({ steps, key, type }) => {
    if (type !== 'string' && type !== 'number' && type !== 'integer') return [];
    const kind: Column['kind'] = key === 'name' || key === 'title' ? 'label' : 'other';
    const column: Column = {
      key,
      kind,
      words: wordsOf(key),
      unit: undefined,
      dense: true,
      distinct: 0,
      proper: false,
    };
    const meaning = columnMeaning(column, tableNoun(steps, tool.name, {}));
    const path = toPointer([...steps, '*', key]);
    return meaning === undefined
      ? []
      : [{ tool: toolId(tool), path, meaning, names: kind === 'label', values: [] }];
  });
