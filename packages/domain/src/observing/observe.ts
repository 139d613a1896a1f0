import { createHash } from 'node:crypto';
import { isObject, type Json } from '../json.ts';
import { leavesOf } from '../pointer.ts';

/** Version of `observe`; a bundle's manifest names it. Raise it with any change of a result. */
export const OBSERVE_VERSION = 1;

/** What an observation keeps of an image, a sound or a blob. `bytes` is its decoded size. */
export type Media = { type: string; mimeType: string | null; sha256: string; bytes: number };

/** A part of a result's content, in the order of the server. Links to resources are no content. */
export type ContentPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'media'; readonly media: Media };

/** Deeper JSON inside a text stays text: whatever walks an observation may recurse. */
const MAX_DEPTH = 100;

function media(type: string, data: string, mimeType: Json | undefined): ContentPart {
  const bytes = Buffer.from(data, 'base64');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const named = typeof mimeType === 'string' ? mimeType : null;
  return { kind: 'media', media: { type, mimeType: named, sha256, bytes: bytes.length } };
}

function contentPart(block: Json): ContentPart | undefined {
  if (!isObject(block)) return undefined;
  const { type, text, data, mimeType, resource } = block;
  if (type === 'text' && typeof text === 'string') return { kind: 'text', text };
  if ((type === 'image' || type === 'audio') && typeof data === 'string')
    return media(type, data, mimeType);
  if (type !== 'resource' || !isObject(resource)) return undefined;
  if (typeof resource.text === 'string') return { kind: 'text', text: resource.text };
  if (typeof resource.blob === 'string') return media('blob', resource.blob, resource.mimeType);
  return undefined;
}

/** The texts and media of a result: text blocks, embedded resources, images, sounds. */
export function contentParts(result: Json): ContentPart[] {
  const content = isObject(result) ? result.content : undefined;
  if (!Array.isArray(content)) return [];
  return content.map(contentPart).filter((part) => part !== undefined);
}

/** The structured part of a result. A null says nothing and counts as absent. */
export function structuredContent(result: Json): Json | undefined {
  return isObject(result) ? (result.structuredContent ?? undefined) : undefined;
}

function withoutFence(text: string): string {
  const lineEnd = text.indexOf('\n');
  const fenced = text.startsWith('```') && text.endsWith('```') && lineEnd > 0;
  return fenced ? text.slice(lineEnd + 1, -3).trim() : text;
}

/** `JSON.parse` reads `1e999` as Infinity, which is no JSON. */
function isSound(value: Json, depth = 0): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value !== 'object') return true;
  return depth < MAX_DEPTH && Object.values(value).every((child) => isSound(child, depth + 1));
}

/**
 * Rule (c): a text is read as JSON only if it starts with `{` or `[`. So `01234` and `12345` are
 * both strings, and what does not parse stays the text it was.
 */
function readText(text: string): Json {
  const inner = withoutFence(text.trim());
  if (!inner.startsWith('{') && !inner.startsWith('[')) return text;
  try {
    const value = JSON.parse(inner) as Json;
    return isSound(value) ? value : text;
  } catch {
    return text;
  }
}

/** The text of a structured part that only wraps it, as in `{content: "…"}`. */
function wrappedText(structured: Json, parts: readonly ContentPart[]): string | undefined {
  if (!isObject(structured)) return undefined;
  const [value, ...others] = Object.values(structured);
  if (typeof value !== 'string' || others.length > 0) return undefined;
  const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  return texts.length > 0 && (texts.join('\n') === value || texts.join('') === value)
    ? value
    : undefined;
}

/**
 * The observation of a call's JSON-RPC `result` (rule 2.1): the one reading of a reply from which
 * labels and flows are computed. Pure; the same result always gives the same observation.
 *
 * Several parts (texts, images, sounds, blobs) give an array in the order of the server.
 */
export function observe(result: Json): Json {
  const parts = contentParts(result);
  const structured = structuredContent(result);
  if (structured !== undefined) {
    const text = wrappedText(structured, parts);
    return text === undefined ? structured : readText(text);
  }
  const values = parts.map((part) => (part.kind === 'text' ? readText(part.text) : part.media));
  return values.length > 1 ? values : (values[0] ?? null);
}

/**
 * Pointers of integers that a double does not hold exactly. What was read there may differ from
 * what the server sent, so these leaves serve neither flows nor labels.
 */
export function unsafeLeaves(observation: Json): string[] {
  const unsafe: string[] = [];
  for (const { pointer, value } of leavesOf(observation))
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) unsafe.push(pointer);
  return unsafe;
}
