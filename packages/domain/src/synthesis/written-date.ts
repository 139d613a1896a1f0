const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];

const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`;
const MONTH = String.raw`(?<month>[A-Za-z]{3,9})\.?`;
const YEAR = String.raw`(?<year>\d{4})`;
/** `March 5, 2024`, `5 March 2024`, `5th of March, 2024`. */
const FORMS = [`${MONTH} ${DAY},? ${YEAR}`, `${DAY}(?: of)? ${MONTH},? ${YEAR}`].map(
  (form) => new RegExp(`^${form}$`),
);

const two = (number: number): string => String(number).padStart(2, '0');

/**
 * The day that English words write, as `YYYY-MM-DD`; undefined for anything else, also for a day that no
 * month has. Months stand in full or as their first three letters; the year has four digits.
 */
export function writtenDate(text: string): string | undefined {
  const parts = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return undefined;
  const name = parts.month?.toLowerCase() ?? '';
  const month = MONTHS.findIndex((each) => each === name || each.slice(0, 3) === name) + 1;
  const day = Number(parts.day);
  const days = new Date(Date.UTC(2000 + (Number(parts.year) % 400), month, 0)).getUTCDate();
  if (month === 0 || day < 1 || day > days) return undefined;
  return `${parts.year}-${two(month)}-${two(day)}`;
}
