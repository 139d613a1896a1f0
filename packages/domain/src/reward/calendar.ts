/** A day of the Gregorian calendar, months and days counted from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const MONTHS =
  'january february march april may june july august september october november december'.split(
    ' ',
  );
const month = `(?<word>${MONTHS.map((name) => `${name}|${name.slice(0, 3)}`).join('|')}|sept)\\.?`;
const year = '(?<year>\\d{4})';
const day = '(?<day>\\d{1,2})';
const nth = `${day}(?:st|nd|rd|th|\\.)?`;

/** The ways in which a day is written, in lower case. English names of months. */
const FORMS: readonly RegExp[] = [
  `${year}-(?<month>\\d\\d)-(?<day>\\d\\d)`,
  `${year}/(?<month>\\d{1,2})/${day}`,
  `${day}\\. ?(?<month>\\d{1,2})\\. ?${year}`,
  `${nth} (?:of )?${month},? ${year}`,
  `${day}-${month}-${year}`,
  `${month} ${nth},? ${year}`,
  `${year},? ${month} ${day}`,
].map((form) => new RegExp(`^${form}$`));

/** 4/5/2024 is in April or in May, as one is used to it. */
const EITHER = new RegExp(`^(?<one>\\d{1,2})([/-])(?<other>\\d{1,2})\\2${year}$`);

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

function isDay({ year, month, day }: Day): boolean {
  const length = month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= length;
}

/** The day that a text in lower case writes, if it can be read in one way and exists. */
export function dayOf(text: string): Day | undefined {
  const found = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups);
  if (found) {
    const { year, month, word = '', day } = found;
    const named = MONTHS.findIndex((name) => name.startsWith(word.slice(0, 3))) + 1;
    const read = { year: Number(year), month: month ? Number(month) : named, day: Number(day) };
    return isDay(read) ? read : undefined;
  }
  const { one, other, year } = EITHER.exec(text)?.groups ?? {};
  if (one === undefined) return undefined;
  const [a, b] = [Number(one), Number(other)];
  const readings = [
    { year: Number(year), month: a, day: b },
    { year: Number(year), month: b, day: a },
  ].filter(isDay);
  return readings.length === 1 || a === b ? readings[0] : undefined;
}

/** Days of the week as numbers from Sunday on, as `Date` counts them. */
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Whether a day falls on the named day of the week; only the first three letters are looked at. */
export const fallsOn = ({ year, month, day }: Day, weekday: string): boolean =>
  WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] === weekday.slice(0, 3);
