import { canonicalJson } from '../identity.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { requiredDefaults } from './required-defaults.ts';
import type { Tool } from './tool.ts';
import { compileSchema } from './validator.ts';
import { withoutDefaults } from './without-defaults.ts';

/** Arguments as a call may be made with them, or what is wrong with them, in the validator's words. */
export type Proposed =
  | { readonly ok: true; readonly arguments: JsonObject }
  | { readonly ok: false; readonly problems: readonly string[] };

const refused = (...problems: string[]): Proposed => ({ ok: false, problems });

const isCanonical = (value: Json): boolean => {
  try {
    canonicalJson(value);
    return true;
  } catch {
    return false;
  }
};

/**
 * Reads arguments that somebody proposes for a tool, before any call: whatever came, tested against the
 * input schema. What is equal to its default is left out, as in the calls of discovery (rule 2.6).
 */
export function proposedArguments(tool: Pick<Tool, 'inputSchema'>, input: Json): Proposed {
  if (!isObject(input)) return refused('the arguments are no JSON object');
  if (!isCanonical(input))
    return refused('the arguments hold characters or numbers that cannot be sent');
  const compiled = compileSchema(tool.inputSchema);
  if (!compiled.ok) return refused(`the tool's input schema cannot be used: ${compiled.reason}`);
  const args = withoutDefaults(tool.inputSchema, input);
  const problems = compiled.problems({ ...requiredDefaults(tool.inputSchema), ...args });
  return problems.length === 0 ? { ok: true, arguments: args } : { ok: false, problems };
}
