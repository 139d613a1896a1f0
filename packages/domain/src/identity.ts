import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { isInCanonicalForm } from './canonical-form.ts';
import type { ListedTool } from './catalog/tool.ts';
import type { TaskDraft } from './dataset/task.ts';
import type { JsonObject } from './json.ts';

/** Hex SHA-256 of a text in UTF-8. */
export const sha256 = (text: string): string => hash('sha256', text);

/** Canonical JSON (RFC 8785). Throws on NaN, Infinity and lone surrogates. */
export function canonicalJson(value: unknown): string {
  // Most values come in this form, and the platform writes them several times as fast.
  if (isInCanonicalForm(value)) return JSON.stringify(value);
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** Hash of what makes a tool the same tool: name, description, input and output schema. */
export const fingerprint = (tool: ListedTool): string =>
  sha256(
    canonicalJson({
      name: tool.name,
      description: tool.description,
      inputSchema: tool.inputSchema,
      outputSchema: tool.outputSchema ?? null,
    }),
  ).slice(0, 32);

/**
 * The key of a canonical request: fingerprint, arguments and state key (words, "recording"), on one
 * server: two servers may run one program over different data.
 */
export const requestKey = (request: {
  readonly server: string;
  readonly fingerprint: string;
  readonly arguments: JsonObject;
  readonly state_key: string | null;
}): string =>
  sha256(
    canonicalJson([request.server, request.fingerprint, request.arguments, request.state_key]),
  );

/** Hash of the ordered earlier calls in a process to tools that are not read-only; null if there are none. */
export const stateKey = (
  changes: readonly { readonly fingerprint: string; readonly arguments: JsonObject }[],
): string | null =>
  changes.length === 0
    ? null
    : sha256(canonicalJson(changes.map((change) => [change.fingerprint, change.arguments])));

/** A task's id: a hash of prompt, calls, flows, bindings and fields, without run, time or duration. */
export function taskId(
  task: Pick<TaskDraft, 'prompt' | 'calls' | 'flows' | 'bindings' | 'fields'>,
): string {
  const calls = task.calls.map(({ duration_ms: _, ...call }) => call);
  const { prompt, flows, bindings, fields } = task;
  return sha256(canonicalJson({ prompt, calls, flows, bindings, fields })).slice(0, 32);
}
