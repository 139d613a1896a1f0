/** Times of day with their date, in texts: ISO 8601, and what JavaScript makes of a `Date`. */
const WRITTEN =
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?|[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4}/g;
/** A run that was stopped may go on days later. */
const LONGEST_RUN_MS = 7 * 24 * 3_600_000;

/**
 * A text without the times at which its run may have been made, given when its bundle was, in
 * milliseconds since 1970: a clock of the server, or when a working copy was made. Others stay.
 */
export const withoutMoments = (text: string, madeAt: number): string =>
  text.replace(WRITTEN, (written) =>
    Math.abs(Date.parse(written) - madeAt) <= LONGEST_RUN_MS ? '<a moment of the run>' : written,
  );
