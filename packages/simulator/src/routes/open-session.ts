import type { OpenRequest } from '@firefly/contracts/simulator';
import type { Libraries } from '../library/libraries.ts';
import { Problem } from '../problem.ts';
import type { Session } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';

const noLibrary = (run: string | undefined): Problem =>
  run === undefined
    ? new Problem(400, 'Bad request', 'Name a run: "run_id" beside "task_id".')
    : new Problem(404, 'No such bundle', `There is no bundle of a run ${run} here.`);

/** Opens a session. Rejects with a `Problem` where its bundle or its task is not here. */
export type OpenSession = (options: OpenRequest) => Promise<Session>;

export const openSession =
  (libraries: Libraries, sessions: Sessions): OpenSession =>
  async (options) => {
    const library = await libraries.of(options.run_id);
    if (library === null) throw noLibrary(options.run_id);
    const session = sessions.open(library, options);
    if (session !== undefined) return session;
    throw new Problem(
      404,
      'No such task',
      `Task ${options.task_id} is not in this bundle: give the whole id of one in its tasks.jsonl.`,
    );
  };
