import { setTimeout as delay } from 'node:timers/promises';
import type { RunStatus } from '@firefly/contracts/run-events';
import type { Database } from '@firefly/db/database';
import type { RunEvent } from '@firefly/db/repositories/run-events';
import type { Stream } from '../follower-stream.ts';

/** One run `r`: its events as rows that grow, its status, and the keys that are active. */
export function makeRows() {
  const rows: RunEvent[] = [];
  const run: { status: RunStatus; gone: boolean } = { status: 'running', gone: false };
  const keys = new Set<string>();
  const add = (type: RunEvent['type'], data: RunEvent['data']) =>
    void rows.push({ runId: 'r', seq: rows.length + 1, at: new Date(0), type, data });
  const end = (status: RunStatus) => {
    run.status = status;
    add('status', { status });
  };
  const events = {
    async after(_: string, seq: number, most: number) {
      const found = run.gone ? [] : rows.filter((row) => row.seq > seq).slice(0, most);
      await delay(1);
      return found;
    },
    heads: async () => new Map(run.gone ? [] : [['r', { count: rows.length, status: run.status }]]),
  };
  const apiKeys = {
    activeAmong: async (ids: readonly string[]) => new Set(ids.filter((id) => keys.has(id))),
  };
  const db = { events, apiKeys } as unknown as Pick<Database, 'events' | 'apiKeys'>;
  return { add, end, run, keys, db };
}

/** A stream that keeps what it was given, and says when it has ended or was destroyed. */
export function makeStream() {
  let text = '';
  const ended = Promise.withResolvers<void>();
  const destroyed = Promise.withResolvers<void>();
  const stream: Stream & { writableLength: number } = {
    write: (more) => {
      text += more;
    },
    end: () => ended.resolve(),
    destroy: () => destroyed.resolve(),
    writableLength: 0,
  };
  const ids = () => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  return { stream, ids, text: () => text, ended: ended.promise, destroyed: destroyed.promise };
}

/** For followers that shall meet no error. */
export const fail = (error: unknown) => {
  throw error;
};
