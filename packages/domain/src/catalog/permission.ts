import type { ServerPolicy, Tool } from './tool.ts';

/** Whether a tool may be called at all, whether it is taken as not changing state, and why. */
export interface Permission {
  readonly callable: boolean;
  readonly readOnly: boolean;
  readonly reason: string;
}

const READING = new Set(
  'get list search read describe find count show lookup query view retrieve inspect browse'.split(
    ' ',
  ),
);

/** Any of these in a name says that it may do more than read: `get_or_create`, `search_replace`. */
const CHANGING = new Set(
  `add append apply approve archive assign attach cancel change checkout clear close commit copy
  create delete deploy destroy detach disable drop edit enable exec execute import init insert install
  kill mark merge modify move mutate overwrite patch post publish purge push put register remove rename
  replace reset restart restore revert rollback run save send set start stop store submit toggle
  trigger truncate uninstall update upload upsert write`.split(/\s+/),
);

/** `getUserByID`, `get-user`, `ns.get_user` as lower-case words; a namespace before a dot is left out. */
export const nameWords = (name: string): string[] =>
  name
    .slice(name.lastIndexOf('.') + 1)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());

/** Whether a name promises to read: its verb comes first, at most after words of the server's name. */
export function isReadingName(tool: Pick<Tool, 'name' | 'server'>): boolean {
  const server = new Set(nameWords(tool.server));
  const words = nameWords(tool.name);
  const verb = words.find((word) => READING.has(word) || !server.has(word));
  return verb !== undefined && READING.has(verb) && !words.some((word) => CHANGING.has(word));
}

const quoted = (value: unknown): string => JSON.stringify(value);

const allowed = (readOnly: boolean, reason: string): Permission => ({
  callable: true,
  readOnly,
  reason,
});

function inWorkspace(tool: Tool): Permission {
  return allowed(false, `may be called: server "${tool.server}" works on a copy of its workspace`);
}

/**
 * rule 2.9: annotations, `trust: "names"`, `include` or a workspace permit a call; `exclude` wins
 * over all. A tool called by `include` or trust is taken as read-only, except that in a workspace,
 * where writing is harmless and expected, the server's own word that it writes stands.
 */
export function permissionOf(tool: Tool, policy: ServerPolicy): Permission {
  const { readOnlyHint, destructiveHint } = tool.annotations ?? {};
  if (policy.exclude.includes(tool.name))
    return {
      callable: false,
      readOnly: false,
      reason: `mcp.json excludes it; to use it, take ${quoted(tool.name)} out of "firefly": {"exclude": …} of server "${tool.server}"`,
    };
  if (readOnlyHint === true) return allowed(true, 'its server annotates it read-only');
  const saidToWrite = readOnlyHint === false || destructiveHint === true;
  if (policy.include.includes(tool.name) && !(policy.workspace && saidToWrite))
    return allowed(true, 'mcp.json includes it, so it is taken as read-only');
  if (policy.trust === 'names' && !saidToWrite && isReadingName(tool))
    return allowed(true, 'its name says that it reads, and mcp.json trusts names');
  if (policy.workspace) return inWorkspace(tool);
  const byName =
    !saidToWrite && isReadingName(tool)
      ? ', or "firefly": {"trust": "names"} for all such names'
      : '';
  return {
    callable: false,
    readOnly: false,
    reason: `its server does not annotate it read-only: if it only reads, add "firefly": {"include": [${quoted(tool.name)}]} to server "${tool.server}" in mcp.json${byName}`,
  };
}
