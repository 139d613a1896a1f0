import type { ValueCompare } from '../dataset/task.ts';
import type { Json } from '../json.ts';
import { jsonKey } from './json-key.ts';
import { isWithin, numberOf, type Tolerance } from './numbers.ts';
import type { Shortfall } from './shortfall.ts';
import { normalizedText } from './texts.ts';
import { timeKeys } from './times.ts';

/** What the answer protocol allows where a field says nothing. */
const PROTOCOL = { type: 'number', relative: 1e-3 } as const;
const EXACTLY: Tolerance = { relative: 0, absolute: 0 };

const toleranceOf = (of: ValueCompare = PROTOCOL): Tolerance =>
  of.type === 'number' ? { relative: of.relative, absolute: of.absolute ?? 0 } : EXACTLY;

/** Values with their labels: as many of the one as of the other. */
interface Pairing {
  readonly labels: readonly Json[];
  readonly given: readonly unknown[];
  /** False: any order will do. */
  readonly ordered: boolean;
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
const kindOf = (value: unknown): string => (value === null ? 'null' : typeof value);
const ascending = (a: number, b: number): number => a - b;
/** Why a value gives no number, date or text. */
const unread = (value: unknown): Shortfall => (typeof value === 'string' ? 'unreadable' : 'type');

function numbersFall(
  labels: readonly number[],
  { given, ordered }: Pairing,
  tolerance: Tolerance,
): Shortfall | null {
  const numbers = given.map(numberOf);
  const bad = numbers.indexOf(undefined);
  if (bad >= 0) return unread(given[bad]);
  const whole = labels.every(Number.isInteger);
  // In order of size, the n-th is the only partner that never takes another's: tolerances grow with labels.
  const [wanted, found] = [labels, numbers as number[]].map((side) =>
    ordered ? side : side.toSorted(ascending),
  );
  const holds = wanted?.every((label, at) => isWithin(label, found?.[at] ?? 0, tolerance, whole));
  return holds ? null : 'differs';
}

/** Two values are the same if the first key of the one is among those of the other. */
function keysOf(type: ValueCompare['type'], value: unknown): readonly string[] {
  const text = isNumber(value) ? jsonKey(value) : value;
  if (type === 'date') return typeof text === 'string' ? timeKeys(text) : [];
  if (type === 'text') return typeof text === 'string' ? [normalizedText(text)] : [];
  const key = jsonKey(value);
  return key === undefined ? [] : [key];
}

/** Whether each label finds a value of its own. */
function allMet(labels: readonly string[], given: readonly (readonly string[])[]): boolean {
  const left = new Map<string, number>();
  for (const key of labels) left.set(key, (left.get(key) ?? 0) + 1);
  return given.every((keys) => {
    const key = keys.find((each) => (left.get(each) ?? 0) > 0);
    if (key !== undefined) left.set(key, (left.get(key) ?? 0) - 1);
    return key !== undefined;
  });
}

function keysFall(type: ValueCompare['type'], pairing: Pairing): Shortfall | null {
  const labels = pairing.labels.map((label) => keysOf(type, label)[0]);
  // A label that cannot be read as its field says is compared as it stands.
  if (labels.includes(undefined) && type !== 'exact') return keysFall('exact', pairing);
  const texts = pairing.labels.every((label) => typeof label === 'string');
  // A number is taken for its decimal text where a text is the label, as a text is for its number.
  const given = pairing.given.map((value) =>
    texts && Number.isFinite(value) ? `${value}` : value,
  );
  const keys = given.map((value) => keysOf(type, value));
  const met = allMet(labels as string[], keys);
  if (pairing.ordered && labels.every((label, at) => keys[at]?.includes(label ?? ''))) return null;
  if (!pairing.ordered && met) return null;
  const kinds = new Set(pairing.labels.map(kindOf));
  const strange = given.findIndex(
    (value, at) => keys[at]?.length === 0 || !kinds.has(kindOf(value)),
  );
  if (strange >= 0) return unread(given[strange]);
  return met ? 'order' : 'differs';
}

/** Why values do not match their labels, or null where they do. `of` undefined: by the answer protocol. */
export function elementsFall(of: ValueCompare | undefined, pairing: Pairing): Shortfall | null {
  const { labels, given } = pairing;
  if (labels.length !== given.length) return 'length';
  const { type } = of ?? PROTOCOL;
  if ((type === 'number' || type === 'exact') && labels.length > 0 && labels.every(isNumber)) {
    return numbersFall(labels, pairing, toleranceOf(of));
  }
  return keysFall(type === 'number' ? 'exact' : type, pairing);
}
