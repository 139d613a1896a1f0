/** Longest text an expression may make or give, in UTF-16 units. An observation may be longer. */
export const LONGEST_TEXT = 1_000_000;

/** Most elements of a sequence. Arrays of the inputs may be longer, but not what a step makes of them. */
export const LONGEST_SEQUENCE = 100_000;

/** Most leaves whose effect on a result is tried. */
export const MOST_LEAVES = 4_000;

/**
 * Steps (nodes of the expression entered) of one evaluation, and of all those by which `dependsOn`
 * tries leaves. They are what ends a long one: unlike a clock, they say the same on every machine. An
 * extreme inside a predicate, `[x = $max($$.c1.rows.x)]`, costs the square of the rows, and `dependsOn`
 * their cube: some 210 rows are the most whose leaves can be tried.
 */
export const MOST_STEPS = 1_000_000;
export const MOST_STEPS_OF_SEARCH = 10_000_000;

/** So often a thread says that it gets on. */
export const STEPS_BETWEEN_SIGNS = 10_000;

/**
 * The clock is only for what makes no steps (a regex) and for a machine that crawls: an evaluation, and
 * a search, may take this many deadlines as long as they get on.
 */
export const EVALUATION_DEADLINES = 20;
export const SEARCH_DEADLINES = 150;
