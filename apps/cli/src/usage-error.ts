/** What the user can mend by other words or another file: one line, exit code 2. */
export class UsageError extends Error {}
