import { sampleOf } from '../catalog/sample.ts';
import { foldSchema, propertiesOf, requiredOf, typesOf } from '../catalog/schema.ts';
import type { ListedTool } from '../catalog/tool.ts';
import { isObject, type JsonObject } from '../json.ts';
import { toPointer } from '../pointer.ts';
import { type Violation, violationOf } from './violation.ts';

/** A call that breaks a tool's input schema in exactly one place, to see how its server says so. */
export interface InvalidCall {
  readonly arguments: JsonObject;
  readonly violation: Violation;
}

/** No number, no date and no yes or no: not even a lenient server can make another type of it. */
const WRONG_TEXT = 'invalid';
const WRONG_NUMBER = 7;

/** Long names first: in the server's words they cannot be mistaken for something else. */
const byLength = (names: readonly string[]): string[] =>
  names.toSorted((a, b) => b.length - a.length);

/** Each required property left out, then each property given as another type. */
function* attempts(
  root: JsonObject,
  base: JsonObject,
): Generator<{ name: string; args: JsonObject }> {
  const schema = foldSchema(root, root);
  const members = new Map(propertiesOf(schema));
  for (const name of byLength(requiredOf(schema))) {
    const { [name]: _, ...rest } = base;
    yield { name, args: rest };
  }
  for (const name of byLength([...members.keys()])) {
    const isText = typesOf(foldSchema(root, members.get(name))).includes('string');
    const wrong = isText ? WRONG_NUMBER : WRONG_TEXT;
    yield { name, args: { ...base, [name]: wrong } };
  }
}

/**
 * The one invalid call that discovery makes of a tool: a required property is left out, the one with the
 * longest name; where nothing is required one property has a value of another type. Always the same for
 * a tool. `fitting` are arguments that the server has answered: the better base, as a made-up one may
 * break a pattern as well. Null if no such call can be made up.
 */
export function invalidCall(
  tool: Pick<ListedTool, 'inputSchema'>,
  fitting?: JsonObject,
): InvalidCall | null {
  const root = tool.inputSchema;
  const base = fitting ?? sampleOf(root, root);
  if (!isObject(base)) return null;
  for (const { name, args } of attempts(root, base)) {
    const violation = violationOf(root, args);
    if (violation?.pointer === toPointer([name])) return { arguments: args, violation };
  }
  return null;
}
