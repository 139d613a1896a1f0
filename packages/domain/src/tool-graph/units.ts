/** What a number measures. Two numbers may be compared or subtracted only within one quantity and unit. */
export type Quantity =
  | 'count'
  | 'money'
  | 'mass'
  | 'length'
  | 'area'
  | 'volume'
  | 'duration'
  | 'temperature'
  | 'share'
  | 'number';

/** A unit as it stands in identifiers, and as people write it. */
export interface Unit {
  readonly quantity: Quantity;
  /** Words after "in"; empty for a bare number. */
  readonly words: string;
}

const unit = (quantity: Quantity, words: string): Unit => ({ quantity, words });

/** Identifier suffixes that name a unit. */
const UNITS: Readonly<Record<string, Unit>> = {
  eur: unit('money', 'EUR'),
  usd: unit('money', 'USD'),
  gbp: unit('money', 'GBP'),
  chf: unit('money', 'CHF'),
  kg: unit('mass', 'kg'),
  g: unit('mass', 'grams'),
  grams: unit('mass', 'grams'),
  tonnes: unit('mass', 'tonnes'),
  km: unit('length', 'kilometres'),
  kilometers: unit('length', 'kilometres'),
  m: unit('length', 'metres'),
  cm: unit('length', 'centimetres'),
  mm: unit('length', 'millimetres'),
  m2: unit('area', 'square metres'),
  sqm: unit('area', 'square metres'),
  ha: unit('area', 'hectares'),
  km2: unit('area', 'square kilometres'),
  l: unit('volume', 'litres'),
  litres: unit('volume', 'litres'),
  seconds: unit('duration', 'seconds'),
  minutes: unit('duration', 'minutes'),
  min: unit('duration', 'minutes'),
  hours: unit('duration', 'hours'),
  days: unit('duration', 'days'),
  weeks: unit('duration', 'weeks'),
  months: unit('duration', 'months'),
  years: unit('duration', 'years'),
  celsius: unit('temperature', 'degrees Celsius'),
  percent: unit('share', 'percent'),
  pct: unit('share', 'percent'),
};

/** Before `min` these say that minutes are meant, not a minimum (`price_min`). */
const TIMES = new Set(
  'duration time length runtime walk walking drive driving delay wait travel trip flight ride interval'.split(
    ' ',
  ),
);

/** The unit an identifier's last word names, if any. */
export const unitOf = (words: readonly string[]): Unit | undefined => {
  const last = words.length > 1 ? words.at(-1) : undefined;
  if (last === 'min' && !TIMES.has(words.at(-2) ?? '')) return undefined;
  return last !== undefined && Object.hasOwn(UNITS, last) ? UNITS[last] : undefined;
};
