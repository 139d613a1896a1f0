import { fromPointer } from '../pointer.ts';
import { nearest } from '../words/nearest.ts';
import type { Adjustment } from './adjustment.ts';
import { MAX_PARAMETERS, parametersOf } from './parameters.ts';
import { foldSchema, requiredOf } from './schema.ts';
import type { ListedTool, ServerPolicy } from './tool.ts';

/** Names in a server's policy that mean nothing in its list of tools, by the key they stand under. */
export interface Misnamed {
  readonly exclude: readonly string[];
  readonly include: readonly string[];
  /** Keys `parameter` or `tool.parameter` that no tool takes. */
  readonly seedValues: readonly string[];
}

type Named = Pick<ListedTool, 'name' | 'inputSchema'>;

/** Every key that a value for one of these tools may stand under; null if one has too many to tell. */
function seedKeys(tools: readonly Named[]): ReadonlySet<string> | null {
  const keys = new Set<string>();
  for (const tool of tools) {
    const parameters = parametersOf(tool);
    if (parameters.length >= MAX_PARAMETERS) return null;
    // A name may be required and not described.
    const required = requiredOf(foldSchema(tool.inputSchema, tool.inputSchema));
    for (const name of [...required, ...parameters.flatMap(({ pointer }) => fromPointer(pointer))])
      keys.add(name).add(`${tool.name}.${name}`);
  }
  return keys;
}

/** Looks for names in `mcp.json` that name nothing: a slip there would go unnoticed. */
export function misnamed(policy: ServerPolicy, tools: readonly Named[]): Misnamed {
  const names = new Set(tools.map((tool) => tool.name));
  const unknown = (listed: readonly string[]) => listed.filter((name) => !names.has(name));
  const keys = seedKeys(tools);
  const seedValues = Object.keys(policy.seedValues).filter((key) => keys && !keys.has(key));
  return { exclude: unknown(policy.exclude), include: unknown(policy.include), seedValues };
}

/** The reason for which a server is not used at all, or null. What was to be excluded must not be called. */
export const refusal = ({ exclude }: Misnamed, server: string): string | null =>
  exclude.length === 0
    ? null
    : `"exclude" of server "${server}" names ${exclude.join(', ')}, which it does not have; correct the name in mcp.json`;

/** What an operator should know though the server is used. */
export const notes = ({ include, seedValues }: Misnamed): string[] => [
  ...include.map((name) => `"include" names ${name}, which the server does not have`),
  ...seedValues.map((key) => `"seedValues" has ${key}, but no tool of the server takes it`),
];

/** What to write in place of each slip: the name that was most likely meant, or nothing. */
export function corrections(slips: Misnamed, tools: readonly Named[]): Adjustment[] {
  const names = tools.map((tool) => tool.name);
  const keys = [...(seedKeys(tools) ?? [])];
  const correct = (key: keyof Misnamed, known: readonly string[]): Adjustment[] =>
    [...new Set(slips[key])].map((from) => {
      const to = nearest(from, known);
      return to === undefined ? { key, remove: from } : { key, rename: from, to };
    });
  return [
    ...correct('exclude', names),
    ...correct('include', names),
    ...correct('seedValues', keys),
  ];
}
