import { permissionOf } from './permission.ts';
import type { Qualification, ServerPolicy, Tool } from './tool.ts';
import { hindrances } from './usable.ts';

/** The rules engine explores and asks; a tool that may write is its subject nowhere. */
const changesState = (tool: Tool): string =>
  `changes state: the rules engine only reads; if "${tool.name}" only reads, annotate it so in server "${tool.server}" or, where it is not annotated, add "firefly": {"include": [${JSON.stringify(tool.name)}]} in mcp.json`;

/**
 * Whether a tool takes part (rule 2.9), and why. A tool is kept if it may be called, is taken as
 * read-only and nothing in its listing hinders; else every reason against it is given.
 */
export function qualify(tool: Tool, policy: ServerPolicy): Qualification {
  const permission = permissionOf(tool, policy);
  const against = hindrances(tool);
  if (!permission.callable) against.unshift(permission.reason);
  else if (!permission.readOnly) against.unshift(changesState(tool));
  return {
    server: tool.server,
    tool: tool.name,
    fingerprint: tool.fingerprint,
    kept: against.length === 0,
    readOnly: permission.readOnly,
    reasons: against.length === 0 ? [permission.reason] : against,
  };
}
