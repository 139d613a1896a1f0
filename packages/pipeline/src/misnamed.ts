import type { ServerPolicy, Tool } from '@firefly/domain/catalog/tool';

/** Names in a server's policy that no tool of it has, by the key they stand under. */
export interface Misnamed {
  readonly exclude: readonly string[];
  readonly include: readonly string[];
  /** Keys of the form `tool.parameter` only: a bare parameter may belong to any tool. */
  readonly seedValues: readonly string[];
}

/** Looks for names in `mcp.json` that name nothing: a slip there would go unnoticed. */
export function misnamed(policy: ServerPolicy, tools: readonly Pick<Tool, 'name'>[]): Misnamed {
  const names = new Set(tools.map((tool) => tool.name));
  const unknown = (listed: readonly string[]) => listed.filter((name) => !names.has(name));
  // Names of tools may hold dots themselves: the parameter stands behind the last one.
  const ofTool = Object.keys(policy.seedValues).filter((key) => key.includes('.'));
  const seedValues = ofTool.filter((key) => !names.has(key.slice(0, key.lastIndexOf('.'))));
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
  ...seedValues.map((key) => `"seedValues" has ${key}, but the server has no such tool`),
];
