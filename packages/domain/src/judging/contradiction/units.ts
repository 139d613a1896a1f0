import { UNITS } from '../../synthesis/moment-difference.ts';
import type { Contradiction } from './read.ts';

/** How a unit may be called. */
const CALLED: Readonly<Record<string, string>> = {
  second: 'seconds?',
  minute: 'minutes?',
  hour: 'hours?',
  day: '(?:days?|nights?)',
  week: 'weeks?',
};
const units = Object.keys(UNITS);

const calls = (text: string, unit: string, before = ''): boolean =>
  new RegExp(`\\b${before}${CALLED[unit]}\\b`, 'i').test(text);

/** A time between two moments is asked for in one unit and told in another. */
export const unitProblem: Contradiction = ({ words, expressions }) => {
  const asked = units.filter((unit) => calls(words, unit, '(?:how many|in|number of) (?:full )?'));
  const missing = units.find(
    (unit) =>
      expressions.some((each) => each.units.includes(UNITS[unit] ?? 0)) && !calls(words, unit),
  );
  return missing === undefined || asked.length === 0
    ? null
    : `the prompt asks for ${asked.map((unit) => `${unit}s`).join(' and ')}, an expression gives ${missing}s`;
};
