/** The scores that several judges gave one thing; who gave which does not matter. */
export type Unit = readonly number[];

/** The sum of squared differences over all ordered pairs of values. */
function squares(values: Unit): number {
  const sum = values.reduce((total, value) => total + value, 0);
  const ofSquares = values.reduce((total, value) => total + value * value, 0);
  return 2 * (values.length * ofSquares - sum * sum);
}

/**
 * Krippendorff's alpha for interval data: how far judges agree beyond chance. 1 is full agreement, 0 what
 * chance gives, less is worse than chance. Any number of judges, and not all need to have scored each
 * thing. Null where all scores that can be compared are equal, or none can: chance would agree as well.
 *
 * K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C, with the interval
 * metric (c - k)^2.
 */
export function alpha(units: readonly Unit[]): number | null {
  const paired = units.filter((unit) => unit.length > 1);
  const all = paired.flat();
  const expected = squares(all);
  if (expected === 0) return null;
  const observed = paired.reduce((total, unit) => total + squares(unit) / (unit.length - 1), 0);
  return 1 - ((all.length - 1) * observed) / expected;
}
