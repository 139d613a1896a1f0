import { unitOf } from './units.ts';

/** Units as people write them behind a number, where identifiers write them otherwise. */
const SIGNS: Readonly<Record<string, string>> = {
  '%': 'percent',
  'per cent': 'percent',
  '€': 'eur',
  euro: 'eur',
  euros: 'eur',
  $: 'usd',
  '£': 'gbp',
  '°c': 'celsius',
  'degrees celsius': 'celsius',
  t: 'tonnes',
  tons: 'tonnes',
  kilogram: 'kg',
  kilograms: 'kg',
  gram: 'g',
  'm²': 'm2',
  'sq m': 'm2',
  'square metres': 'm2',
  'square meters': 'm2',
  'km²': 'km2',
  kilometre: 'km',
  kilometres: 'km',
  kilometer: 'km',
  metre: 'm',
  metres: 'm',
  meter: 'm',
  meters: 'm',
  centimetres: 'cm',
  millimetres: 'mm',
  hectares: 'ha',
  litre: 'l',
  liters: 'l',
  second: 'seconds',
  minute: 'minutes',
  hour: 'hours',
  h: 'hours',
  day: 'days',
  week: 'weeks',
  month: 'months',
  year: 'years',
};

/** Units that nothing is compared by, so that no quantity stands behind them. */
const OTHERS: Readonly<Record<string, string>> = {
  lux: 'lux',
  bar: 'bar',
  w: 'watts',
  watts: 'watts',
  kw: 'kilowatts',
  kwh: 'kilowatt-hours',
  v: 'volts',
  db: 'decibels',
  'km/h': 'km/h',
  knots: 'knots',
  mb: 'MB',
  gb: 'GB',
};

/** The words that stand after "in" for a unit as people write it: "EUR", "percent", "months". */
export function writtenUnit(text: string): string | undefined {
  const folded = text.toLowerCase();
  if (Object.hasOwn(OTHERS, folded)) return OTHERS[folded];
  const name = Object.hasOwn(SIGNS, folded) ? SIGNS[folded] : folded;
  // Behind a word of time, so that "min" means minutes.
  return name === undefined ? undefined : unitOf(['time', name])?.words;
}
