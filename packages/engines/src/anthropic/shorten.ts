import { isObject, type Json } from '@firefly/domain/json';

/** The first characters of a text, and how many were left out. No surrogate is halved. */
export function shortText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
  return `${head}… [${text.length - head.length} more characters]`;
}

/** The first lines of a text that fit, and how many characters were left out. */
function shortLines(text: string, limit: number): string {
  const end = text.lastIndexOf('\n', limit);
  if (end <= limit / 2) return shortText(text, limit);
  return `${text.slice(0, end)}\n… [${text.length - end} more characters]`;
}

/** How much of lists, of objects and of texts is kept: less and less, until it fits. */
const STEPS = [
  { items: 12, keys: 60, text: 400 },
  { items: 6, keys: 40, text: 240 },
  { items: 3, keys: 30, text: 160 },
  { items: 2, keys: 20, text: 80 },
] as const;

function less(value: Json, step: (typeof STEPS)[number]): Json {
  if (typeof value === 'string') return shortText(value, step.text);
  if (Array.isArray(value)) {
    const kept = value.slice(0, step.items).map((item) => less(item, step));
    const left = value.length - kept.length;
    return left === 0 ? kept : [...kept, `… ${left} more of ${value.length}`];
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const kept = entries.slice(0, step.keys).map(([key, inner]) => [key, less(inner, step)] as const);
  const left = entries.length - kept.length;
  return Object.fromEntries(left === 0 ? kept : [...kept, ['…', `${left} more keys`]]);
}

/**
 * JSON or a text in at most about `limit` characters, always the same: lists lose their later elements,
 * texts their ends, and each place says how much is missing, so that nobody takes a part for the whole.
 */
export function shortJson(value: Json, limit: number): string {
  if (typeof value === 'string') return shortLines(value, limit);
  const whole = JSON.stringify(value);
  if (whole.length <= limit) return whole;
  let text = whole;
  for (const step of STEPS) {
    text = JSON.stringify(less(value, step));
    if (text.length <= limit) return text;
  }
  return shortText(text, limit);
}
