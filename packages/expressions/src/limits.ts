/** Longest text an expression may make or give, in UTF-16 units. An observation may be longer. */
export const LONGEST_TEXT = 1_000_000;

/** Most elements of a sequence. Arrays of the inputs may be longer, but not what a step makes of them. */
export const LONGEST_SEQUENCE = 100_000;

/** Most leaves whose effect on a result is tried. */
export const MOST_LEAVES = 4_000;

/** `dependsOn` may take this many times the deadline of one evaluation, as long as it gets on. */
export const DEPENDENCY_DEADLINES = 20;
