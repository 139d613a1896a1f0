import type { Candidate } from '@firefly/db/repositories/candidates';

/** A candidate whose checks were run and all hold. One that was never judged has not passed. */
export const passed = ({ checks }: Pick<Candidate, 'checks'>): boolean =>
  checks.length > 0 && checks.every((check) => check.passed);
