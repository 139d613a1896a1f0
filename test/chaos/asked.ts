/** A number that a person asked for, by a flag or a variable of this name. Throws in words for them. */
export function askedNumber(name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new Error(`${name} takes a number, not "${value}"`);
  return Number(value);
}
