import { randomUUID } from 'node:crypto';
import {
  type ReplayAnswer,
  type ReplayRequest,
  type ReplayState,
  replay,
} from '@firefly/domain/simulation/replay';
import { type Library, type LibraryTask, resultHash } from './library.ts';

/** Sessions kept at once. A client that opens more loses its oldest, which then answers 404. */
const MAX_SESSIONS = 10_000;

/** The open sessions of a simulator: one task each, with what its calls have changed. */
export interface Sessions {
  /** Opens a session; undefined for a task that is not in the library. */
  open(taskId: string): { readonly id: string; readonly task: LibraryTask } | undefined;
  /** Answers a call; undefined for a session that is not open. */
  call(id: string, request: ReplayRequest): ReplayAnswer | undefined;
  close(id: string): boolean;
}

export function makeSessions(library: Library): Sessions {
  const sessions = new Map<string, { readonly task: LibraryTask; state: ReplayState }>();
  return {
    open(taskId) {
      const task = library.tasks.get(taskId);
      if (task === undefined) return undefined;
      const oldest = sessions.size < MAX_SESSIONS ? undefined : sessions.keys().next().value;
      if (oldest !== undefined) sessions.delete(oldest);
      const id = randomUUID();
      sessions.set(id, { task, state: {} });
      return { id, task };
    },
    call(id, request) {
      const session = sessions.get(id);
      if (session === undefined) return undefined;
      const { task } = session;
      const tool = task.tools.get(`${request.server}/${request.tool}`);
      const { state, answer } = replay(session.state, request, tool, library.source, (reply) =>
        task.results.has(resultHash(JSON.parse(reply.response))),
      );
      session.state = state;
      return answer;
    },
    close: (id) => sessions.delete(id),
  };
}
