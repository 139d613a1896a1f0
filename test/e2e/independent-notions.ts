/** The common notions of docs/bundle-format.md, written anew from that page: nothing of FireFly. */
import { createHash } from 'node:crypto';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export const isObject = (value: unknown): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 8785: keys by UTF-16 code units, scalars as ECMAScript writes them. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

export const hash = (text: string, digits = 64): string =>
  createHash('sha256').update(text, 'utf8').digest('hex').slice(0, digits);

/** RFC 6901; undefined where nothing stands. */
export function at(root: Json | undefined, pointer: string): Json | undefined {
  let value = root;
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = value[Number(step)];
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/** Pointers of all leaves, an empty array or object among them. */
export function leaves(value: Json, pointer = ''): string[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (inner.length === 0) return pointer === '' ? [] : [pointer];
  return inner.flatMap(([key, child]) =>
    leaves(child, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

/** A row of the normalizer table; undefined where the words do not fit. */
export function normalized(name: string, words: string): Json | undefined {
  if (name === 'identity') return words;
  if (name === 'lowercase') return words.toLowerCase();
  if (name === 'contains-glob')
    return /^[\p{L}\p{N}._-]+$/u.test(words) ? `**/*${words}*` : undefined;
  if (name !== 'number') return undefined;
  const fits = /^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(words);
  return fits ? Number.parseFloat(words.replaceAll(',', '')) : undefined;
}

/** `convert` of a flow, element by element; undefined where a value does not convert. */
export function converted(value: Json | undefined, how: Json | undefined): Json | undefined {
  if (Array.isArray(value)) {
    const items = value.map((item) => converted(item, how));
    return items.includes(undefined) ? undefined : (items as Json[]);
  }
  if (how === undefined) return value;
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  if (how === 'string') return String(value);
  if (how !== 'number') return undefined;
  // Decimal text: `Number` alone would take hexadecimals, spaces and the empty text too.
  const fits = typeof value === 'number' || /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value);
  return fits && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

function read(text: string): Json {
  let inner = text.trim();
  if (/^```[^\n]*\n[\s\S]*```$/.test(inner))
    inner = inner.slice(inner.indexOf('\n') + 1, -3).trim();
  if (!/^[[{]/.test(inner)) return text;
  try {
    return JSON.parse(inner);
  } catch {
    return text;
  }
}

const mediaOf = (type: string, data: string, mimeType: Json | undefined): Json => {
  const bytes = Buffer.from(data, 'base64');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { type, mimeType: mimeType ?? null, sha256, bytes: bytes.length };
};

/** `observe(result)`, version 1. */
export function observed(result: Json): Json {
  const blocks = isObject(result) && Array.isArray(result.content) ? result.content : [];
  const parts = blocks.flatMap((block): { text?: string; media?: Json }[] => {
    if (!isObject(block)) return [];
    const { type, text, data, mimeType, resource } = block;
    if (type === 'text') return [{ text: String(text) }];
    if (type === 'image' || type === 'audio')
      return [{ media: mediaOf(type, String(data), mimeType) }];
    if (type !== 'resource' || !isObject(resource)) return [];
    if (typeof resource.text === 'string') return [{ text: resource.text }];
    return [{ media: mediaOf('blob', String(resource.blob), resource.mimeType) }];
  });
  const structured = isObject(result) ? (result.structuredContent ?? null) : null;
  if (structured !== null) {
    const only = isObject(structured) ? Object.values(structured) : [];
    const texts = parts.flatMap(({ text }) => text ?? []);
    const [wrapped] = only;
    const wraps =
      only.length === 1 &&
      typeof wrapped === 'string' &&
      texts.length > 0 &&
      [texts.join('\n'), texts.join('')].includes(wrapped);
    return wraps ? read(wrapped) : structured;
  }
  const values = parts.map(({ text, media }) =>
    text === undefined ? (media ?? null) : read(text),
  );
  return values.length > 1 ? values : (values[0] ?? null);
}
