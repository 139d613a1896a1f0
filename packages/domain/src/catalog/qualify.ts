import { permissionOf } from './permission.ts';
import { type Reason, reasonText } from './reason.ts';
import type { Qualification, ServerPolicy, Tool } from './tool.ts';
import { hindrances } from './usable.ts';

/**
 * Everything that speaks against calling a tool; none if it takes part. The rules engine explores and
 * asks: a tool that may write is its subject nowhere, though a workspace would let it be called. What
 * no permission would cure stands first, and then no permission is advised.
 */
export function objections(tool: Tool, policy: ServerPolicy): Reason[] {
  const { readOnly, reason } = permissionOf(tool, policy);
  const others = hindrances(tool);
  if (readOnly) return others;
  return others.length === 0 ? [reason] : [...others, { why: reason.why, remedy: '' }];
}

/**
 * Whether a tool takes part (rule 2.9), and why. A tool is kept if it may be called, is taken as
 * read-only and nothing in its listing hinders; else every reason against it is given.
 */
export function qualify(tool: Tool, policy: ServerPolicy): Qualification {
  const { readOnly, reason } = permissionOf(tool, policy);
  const against = objections(tool, policy);
  const kept = against.length === 0;
  return {
    server: tool.server,
    tool: tool.name,
    fingerprint: tool.fingerprint,
    kept,
    readOnly,
    reasons: (kept ? [reason] : against).map(reasonText),
  };
}
