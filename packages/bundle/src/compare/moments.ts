/**
 * Times of day with their date, in texts: ISO 8601 and what resembles it, what JavaScript makes of a `Date`,
 * the dates of HTTP and mail, and those of git and C. One group around all: `split` keeps what it matches.
 */
const WRITTEN = new RegExp(
  `(${[
    /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z| UTC| GMT| ?[+-]\d\d:?\d\d)?/,
    /[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4}/,
    /[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]\d{4})/,
    /[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \d{4}(?: [+-]\d{4})?/,
  ]
    .map(({ source }) => source)
    .join('|')})`,
);
const LONGEST_RUN_MS = 24 * 3_600_000;
/** By so much the clock of a server may be ahead of ours. */
const AHEAD_MS = 60_000;

/** A text of a bundle, and when that was made, in milliseconds since 1970. */
export interface Told {
  readonly text: string;
  readonly madeAt: number;
}

/** A time without a zone is read as one of the zone of this process. */
function ofRun(written: string, madeAt: number): boolean {
  const at = Date.parse(written);
  return at >= madeAt - LONGEST_RUN_MS && at <= madeAt + AHEAD_MS;
}

/**
 * Whether two texts are the same but for the times at which their runs may have been made: a clock of the
 * server, or when a working copy was made. Each time of one is that of the other, or each lies in the 24
 * hours before its own bundle was made, or at most a minute after.
 */
export function sameButForMoments(a: Told, b: Told): boolean {
  const [inA, inB] = [a.text.split(WRITTEN), b.text.split(WRITTEN)];
  const isMoment = (index: number): boolean => index % 2 === 1;
  return (
    inA.length === inB.length &&
    inA.every((one, index) => {
      const other = inB[index] as string;
      if (one === other) return true;
      return isMoment(index) && ofRun(one, a.madeAt) && ofRun(other, b.madeAt);
    })
  );
}
