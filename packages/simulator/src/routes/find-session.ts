import type { Libraries } from '../library/libraries.ts';
import type { Session } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';

/**
 * Finds the open session of a token; undefined where it is not open, or its run was removed. Nothing is
 * waited for where runs are not removed.
 */
export type FindSession = (token: string) => Session | undefined | Promise<Session | undefined>;

export const findSession =
  (libraries: Libraries, sessions: Sessions): FindSession =>
  (token) => {
    const session = sessions.get(token);
    if (session === undefined) return undefined;
    const there = libraries.has(session.runId);
    return there === true ? session : there.then((is) => (is ? session : undefined));
  };
