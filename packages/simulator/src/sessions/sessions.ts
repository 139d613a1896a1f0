import { randomBytes } from 'node:crypto';
import type { OpenRequest } from '@firefly/contracts/simulator';
import { LRUCache } from 'lru-cache';
import type { Library } from '../library/library.ts';
import { unavailable } from '../problem.ts';
import type { Recorder } from '../recording/recorder.ts';
import { makeSession, type Session } from './session.ts';

/** Sessions open at once. */
const MOST_SESSIONS = 20_000;
/** How often those are looked for that nobody used for long. */
const SWEEP_MS = 1_000;

/** How long a session that has its reward is kept, for who did not hear it and asks again. */
const SETTLED_MS = 60_000;

/** How a session ended. */
export type End = 'closed' | 'expired' | 'stopped';

/** Hears of every session that ends. */
export type OnEnd = (session: Session, end: End) => void;

/** The open sessions of a simulator. */
export interface Sessions {
  /** Opens a session; undefined for a task that is not in the library. Throws a `Problem` if there are too many. */
  open(library: Library, options: OpenRequest): Session | undefined;
  /** A session that is open; it is used, and so lives on. */
  get(token: string): Session | undefined;
  /** When a session that is open ends unless it is used. */
  expiresAt(token: string): Date;
  /** Lets a session that is done with end soon, though nobody closes it. */
  settle(token: string): void;
  /** Ends a session; false if it is not open. */
  close(token: string): boolean;
  /** Ends all of them. */
  stop(): void;
}

export function makeSessions(onEnd: OnEnd = () => {}, recorder?: Recorder): Sessions {
  const leave = new WeakMap<Session, () => void>();
  let ending: End = 'expired';
  const open = new LRUCache<string, Session>({
    max: MOST_SESSIONS,
    updateAgeOnGet: true,
    dispose(session, _token, reason) {
      leave.get(session)?.();
      onEnd(session, reason === 'expire' || reason === 'evict' ? 'expired' : ending);
    },
  });
  const sweep = setInterval(() => open.purgeStale(), SWEEP_MS).unref();
  return {
    open(library, options) {
      const task = library.task(options.task_id);
      if (task === undefined) return undefined;
      if (open.size >= MOST_SESSIONS && !open.purgeStale())
        throw unavailable(`${MOST_SESSIONS} sessions are open, and no more can be: close some.`);
      const token = randomBytes(18).toString('base64url');
      const parts = { token, runId: options.run_id, library, task, options };
      const session = makeSession({ ...parts, recorder });
      const left = library.use();
      if (left === undefined) throw unavailable('The bundle was just closed. Try again soon.');
      leave.set(session, left);
      open.set(token, session, { ttl: options.ttl_seconds * 1_000 });
      return session;
    },
    get: (token) => open.get(token),
    expiresAt: (token) => new Date(Date.now() + open.getRemainingTTL(token)),
    settle(token) {
      const session = open.get(token);
      if (session !== undefined) open.set(token, session, { ttl: SETTLED_MS });
    },
    close(token) {
      ending = 'closed';
      return open.delete(token);
    },
    stop() {
      clearInterval(sweep);
      ending = 'stopped';
      open.clear();
    },
  };
}
