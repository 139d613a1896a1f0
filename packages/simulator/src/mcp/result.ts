import { REPLAY_META, type ReplayMeta } from '@firefly/contracts/simulator';
import type { JsonObject } from '@firefly/domain/json';
import type { CallAnswer } from './calls.ts';
import { type Era, inEra } from './era.ts';

/** A recorded result, with its meta beside it. */
export function resultOf(era: Era, { response, meta, tool }: CallAnswer): JsonObject {
  const recorded = JSON.parse(response);
  const told = meta && { _meta: { ...recorded._meta, [REPLAY_META]: meta } };
  return inEra(era, tool, { ...recorded, ...told });
}

// As they are written in JSON text, so a text without one holds no such key.
const META = '"_meta"';
const TYPE = '"resultType"';
const STRUCTURED = /"structuredContent":(?!\{)/;

/** Whether a result can be told as it stands: nothing in it has to be looked at. */
function standsAsItIs(era: Era, { response, tool }: CallAnswer): boolean {
  if (response.includes(META) || response.includes(TYPE) || !/[^{]\}$/.test(response)) return false;
  if (era === 'modern') return true;
  const listed = tool?.outputSchema;
  return (listed === undefined || listed.type === 'object') && !STRUCTURED.test(response);
}

/**
 * The same as text, with `more` in its meta and beside its keys as the era wants it. A text that can stand as
 * it was recorded is neither parsed nor written again.
 */
export function resultText(
  era: Era,
  answer: CallAnswer,
  { own, serverMeta }: { readonly own: JsonObject; readonly serverMeta: JsonObject },
): string {
  if (standsAsItIs(era, answer)) {
    const meta: { [REPLAY_META]?: ReplayMeta } = answer.meta ? { [REPLAY_META]: answer.meta } : {};
    const beside = JSON.stringify({ _meta: { ...meta, ...serverMeta }, ...own });
    return `${answer.response.slice(0, -1)},${beside.slice(1)}`;
  }
  const result = resultOf(era, answer);
  const meta = result._meta as JsonObject | undefined;
  return JSON.stringify({ ...own, ...result, _meta: { ...serverMeta, ...meta } });
}
