import { isObject, type JsonObject } from '@firefly/domain/json';
import type { LibraryTool } from '../library/library.ts';

/** `legacy` begins with a handshake (to 2025-11-25), `modern` has none (from 2026-07-28). */
export type Era = 'legacy' | 'modern';

/**
 * A recorded result as an era can carry it. Before 2026-07-28 structured content is an object: what is
 * none, or listed as none, stands as `result` in one, where the SDK tells clients of then to look for it.
 */
export function inEra(era: Era, tool: LibraryTool | undefined, result: JsonObject): JsonObject {
  const { structuredContent } = result;
  if (era === 'modern' || structuredContent === undefined) return result;
  const listed = tool?.outputSchema;
  const listedAsObject = listed === undefined || listed.type === 'object';
  if (listedAsObject && isObject(structuredContent)) return result;
  return { ...result, structuredContent: { result: structuredContent } };
}
