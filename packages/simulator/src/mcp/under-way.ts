import type { Session } from '../sessions/session.ts';

/** The id of a JSON-RPC request. */
type Id = string | number;

/** The calls of each session that wait for their answer. */
export interface UnderWay {
  /** Keeps how to end a wait; gives how to forget it. */
  add(session: Session, id: Id, end: () => void): () => void;
  /** Ends a wait. Where two clients of a session gave the same id it is not known whose: none ends. */
  cancel(session: Session, id: Id): void;
}

/**
 * Before 2026-07-28 a client cancels by a message, which reaches a server without sessions of its own as
 * a request like any other: so what it means is found here.
 */
export function makeUnderWay(): UnderWay {
  const waits = new WeakMap<Session, Map<Id, Set<() => void>>>();
  return {
    add(session, id, end) {
      const ofSession = waits.get(session) ?? new Map<Id, Set<() => void>>();
      waits.set(session, ofSession);
      const same = ofSession.get(id) ?? new Set();
      ofSession.set(id, same.add(end));
      return () => {
        same.delete(end);
        if (same.size === 0) ofSession.delete(id);
      };
    },
    cancel(session, id) {
      const [end, ...others] = waits.get(session)?.get(id) ?? [];
      if (others.length === 0) end?.();
    },
  };
}
