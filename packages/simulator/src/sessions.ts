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

/** The library of a run, null if it has none; without a run, that of the simulator. */
export type LibraryOf = (runId: string | undefined) => Promise<Library | null>;

/** A task in a run. */
export interface TaskOf {
  readonly runId: string | undefined;
  readonly taskId: string;
}

/** The open sessions of a simulator: one task each, with what its calls have changed. */
export interface Sessions {
  /** Opens a session; undefined for a task that is not in the library. */
  open(
    library: Library,
    of: TaskOf,
  ): { readonly id: string; readonly task: LibraryTask } | undefined;
  /** Answers a call; undefined for a session that is not open, or whose run is gone. */
  call(id: string, request: ReplayRequest): Promise<ReplayAnswer | undefined>;
  close(id: string): boolean;
}

/** Sessions hold no library: those that are kept are few, and one that is used again is read again. */
export function makeSessions(libraryOf: LibraryOf): Sessions {
  const sessions = new Map<string, TaskOf & { state: ReplayState }>();
  return {
    open(library, of) {
      const task = library.tasks.get(of.taskId);
      if (task === undefined) return undefined;
      const oldest = sessions.size < MAX_SESSIONS ? undefined : sessions.keys().next().value;
      if (oldest !== undefined) sessions.delete(oldest);
      const id = randomUUID();
      sessions.set(id, { ...of, state: {} });
      return { id, task };
    },
    async call(id, request) {
      const session = sessions.get(id);
      if (session === undefined) return undefined;
      const library = await libraryOf(session.runId);
      const task = library?.tasks.get(session.taskId);
      if (!library || task === undefined) return undefined;
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
