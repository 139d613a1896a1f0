import type { Json } from '@firefly/domain/json';

/**
 * JSON text for columns of type JSON. Hugging Face `datasets` (5.2) decodes them with the quick reader of
 * pandas, which multiplies the digits behind the point by a power of ten: of `0.6` it makes
 * 0.6000000000000001, and that is what a model would be trained on. The same number may be written so
 * that this arithmetic gives it exactly, `0.60`; for any other reader nothing changes.
 */

/** Digits behind the point that it reads; the rest it drops. */
const DECIMALS = 15;
/** Its integer part has 64 bits. */
const INTEGERS = 2n ** 64n;
/** Powers of ten up to here are exact, so that it is known what it multiplies by. */
const EXPONENTS = 22;
const number = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/;

const power = (exponent: number): number => Number(`1e${exponent}`);

/** The number that the quick reader makes of a text; NaN if it takes none, or if that is not known. */
export function quicklyRead(text: string): number {
  const [, sign, integer = '', decimals = '', exponent = '0'] = number.exec(text) ?? [];
  if (sign === undefined || BigInt(integer) >= INTEGERS) return Number.NaN;
  if (Math.abs(Number(exponent)) > EXPONENTS) return Number.NaN;
  const digits = decimals.slice(0, DECIMALS);
  let fraction = 0;
  for (const digit of digits) fraction = fraction * 10 + Number(digit);
  const value = (Number(integer) + fraction * power(-digits.length)) * power(Number(exponent));
  return sign === '-' ? -value : value;
}

/** How far the point may leave the digits of a number. */
const ASIDE = 4;

/** Ways to write a positive number, the usual one first: more zeros, then another place for the point. */
function* writings(value: number): Generator<string> {
  const usual = JSON.stringify(value);
  yield usual;
  const point = usual.includes('e') ? undefined : usual.split('.')[1];
  if (point !== undefined)
    for (let zeros = 1; point.length + zeros <= DECIMALS; zeros += 1)
      yield usual + '0'.repeat(zeros);
  const [mantissa = '', exponent] = value.toExponential().split('e');
  const digits = mantissa.replace('.', '');
  for (let place = 1 - ASIDE; place <= digits.length + ASIDE; place += 1) {
    const before = digits.slice(0, Math.max(place, 0)).padEnd(place, '0') || '0';
    const behind = '0'.repeat(Math.max(-place, 0)) + digits.slice(Math.max(place, 0));
    for (let zeros = behind === '' ? 1 : 0; behind.length + zeros <= DECIMALS; zeros += 1)
      yield `${before}.${behind}${'0'.repeat(zeros)}e${Number(exponent) + 1 - place}`;
  }
}

function numberText(value: number): string {
  const usual = JSON.stringify(value);
  // What no writing can mend is written as ever: one unit in the last place is lost.
  const found = writings(Math.abs(value)).find(
    (text) => Number(text) === Math.abs(value) && quicklyRead(text) === Math.abs(value),
  );
  if (found === undefined) return usual;
  return value < 0 ? `-${found}` : found;
}

/** A JSON value as text that quick and exact readers read alike. */
export function jsonText(value: Json): string {
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value);
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${jsonText(one)}`).join(',')}}`;
}
