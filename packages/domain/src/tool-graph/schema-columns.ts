import { foldSchema, itemsOf, propertiesOf, typesOf } from '../catalog/schema.ts';
import { type Tool, toolId } from '../catalog/tool.ts';
import type { Json, JsonObject } from '../json.ts';
import { toPointer } from '../pointer.ts';
import { wordsOf } from '../words/identifiers.ts';
import type { Column } from './columns.ts';
import type { GraphColumn } from './graph-columns.ts';
import { columnMeaning, tableNoun } from './meaning.ts';

const MAX_DEPTH = 4;

/** Properties of record arrays that an output schema promises, with the pointer of each. */
function* promised(
  root: JsonObject,
  raw: Json | undefined,
  steps: readonly string[],
): Generator<{ steps: readonly string[]; key: string; types: readonly string[] }> {
  if (steps.length > MAX_DEPTH) return;
  const schema = foldSchema(root, raw);
  if (schema.items !== undefined) {
    for (const [key, child] of propertiesOf(foldSchema(root, itemsOf(schema))))
      yield { steps, key, types: typesOf(foldSchema(root, child)) };
    return;
  }
  for (const [key, child] of propertiesOf(schema)) yield* promised(root, child, [...steps, key]);
}

const SCALARS: readonly string[] = ['string', 'number', 'integer'];

/** The columns an output schema speaks of, before anything was observed. */
export const schemaColumns = (tool: Tool): GraphColumn[] =>
  [...promised(tool.outputSchema ?? {}, tool.outputSchema, [])].flatMap(({ steps, key, types }) => {
    const [type] = types;
    if (type === undefined || !SCALARS.includes(type)) return [];
    const kind: Column['kind'] = key === 'name' || key === 'title' ? 'label' : 'other';
    const column: Column = {
      key,
      kind,
      words: wordsOf(key),
      unit: undefined,
      time: undefined,
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
