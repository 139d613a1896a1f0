import type { Json } from '../json.ts';
import { MOMENT } from '../synthesis/moment.ts';

/** How a column tells time: as ISO dates or times, or as a number counted from 1970. */
export type TimeForm = 'iso' | 'epoch';

/** Last words of a name that say its numbers count from 1970. */
const CLOCK_WORDS = new Set('timestamp datetime date time epoch unix at on'.split(' '));

/** Seconds and milliseconds of the years 1973 to 2286: no measure comes so high by chance. */
const EPOCHS = [1e8, 1e11].map((from) => (value: Json) => {
  const whole = typeof value === 'number' && Number.isSafeInteger(value);
  return whole && value >= from && value < from * 100;
});

/** Whether numbers under these words are times: all seconds, or all milliseconds. */
export const isEpoch = (words: readonly string[], values: readonly Json[]): boolean =>
  CLOCK_WORDS.has(words.at(-1) ?? '') && EPOCHS.some((fits) => values.every(fits));

/** Whether all texts are days, or all are times with a zone: a day is no moment beside a time. */
export const areMoments = (values: readonly Json[]): boolean =>
  values.every((value) => typeof value === 'string' && MOMENT.test(value)) &&
  new Set(values.map((value) => String(value).includes('T'))).size === 1;
