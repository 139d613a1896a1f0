/**
 * A date, or a time with its zone: what `$toMillis` reads. A time without a zone means another moment
 * on another machine.
 */
export const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:?\d\d|Z))?$/;
