import { NO_SETTING, type Reason } from './reason.ts';
import type { ServerPolicy, Tool } from './tool.ts';

/** Whether a tool may be called at all, whether it is taken as not changing state, and why. */
export interface Permission {
  readonly callable: boolean;
  readonly readOnly: boolean;
  readonly reason: Reason;
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

/** Its server's own word that it changes things: `include` overrules it, except in a workspace. */
const saidToWrite = ({ annotations }: Pick<Tool, 'annotations'>): boolean =>
  annotations?.readOnlyHint !== true &&
  (annotations?.readOnlyHint === false || annotations?.destructiveHint === true);

/** Whether `trust: "names"` would take it as reading. */
export const trustable = (tool: Tool): boolean => !saidToWrite(tool) && isReadingName(tool);

/** What must hold before an operator names a tool under `include`. */
export const proviso = (tool: Tool): string =>
  saidToWrite(tool) ? 'if that is wrong and it changes nothing' : 'if it only reads';

/** Why a tool is not taken as reading. */
function doubt(tool: Tool): string {
  if (saidToWrite(tool))
    return tool.annotations?.destructiveHint === true
      ? 'its server says that it destroys or overwrites things'
      : 'its server says that it changes things';
  return trustable(tool)
    ? 'only its name says that it reads'
    : 'nothing says that it only reads, and no other tools are called';
}

const allowed = (why: string): Permission => ({
  callable: true,
  readOnly: true,
  reason: { why, remedy: '' },
});

function refused(tool: Tool, policy: ServerPolicy): Permission {
  const names = trustable(tool) ? ', or "trust": "names" for all such names,' : '';
  const line = `"include": [${JSON.stringify(tool.name)}]`;
  const add = `${proviso(tool)}, add ${line}${names} to the "firefly" key of server "${tool.server}" in mcp.json`;
  const mend = `in a "workspace" ${NO_SETTING}: if it is wrong, mend its annotations in the server`;
  const remedy = policy.workspace && saidToWrite(tool) ? mend : add;
  return { callable: policy.workspace, readOnly: false, reason: { why: doubt(tool), remedy } };
}

/**
 * rule 2.9: annotations, `trust: "names"`, `include` or a workspace permit a call; `exclude` wins
 * over all. A tool called by `include` or trust is taken as read-only, except that in a workspace,
 * where writing is harmless and expected, the server's own word that it writes stands.
 */
export function permissionOf(tool: Tool, policy: ServerPolicy): Permission {
  if (policy.exclude.includes(tool.name))
    return {
      callable: false,
      readOnly: false,
      reason: {
        why: 'mcp.json excludes it',
        remedy: `to use it, take ${JSON.stringify(tool.name)} out of "exclude" of server "${tool.server}"`,
      },
    };
  if (tool.annotations?.readOnlyHint === true) return allowed('its server says that it only reads');
  if (policy.include.includes(tool.name) && !(policy.workspace && saidToWrite(tool)))
    return allowed('mcp.json includes it, which says that it only reads');
  if (policy.trust === 'names' && trustable(tool))
    return allowed('its name says that it reads, and mcp.json trusts names');
  return refused(tool, policy);
}
