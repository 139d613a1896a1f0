import { recordingRow } from '@firefly/bundle/rows';
import type { RecordingRow } from '@firefly/contracts/bundle';
import { requestKey } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import { failureOfReply, isErrorFor } from '@firefly/domain/observing/failure';
import type { ToolServers, ToolSession } from '@firefly/domain/ports';
import { answered, type ReplayAnswer } from '@firefly/domain/simulation/replay';
import { LRUCache } from 'lru-cache';
import type { Library, LibraryTool } from '../library/library.ts';

/** `once`: of tools that the bundle has no recording of; `new`: of every call that it does not hold. */
export type RecordMode = 'once' | 'new';

/** Asks live servers what a bundle does not hold, and keeps what they say. */
export interface Recorder {
  /**
   * The answer of the live server to a call of a tool that only reads, in a state that nothing has changed;
   * null for any other call, and where no answer came that may be kept. Never rejects.
   */
  answer(
    library: Library,
    tool: LibraryTool,
    args: JsonObject,
    stateKey: string | null,
  ): Promise<ReplayAnswer | null>;
  close(): Promise<void>;
}

export interface RecorderParts {
  readonly mode: RecordMode;
  readonly servers: Pick<ToolServers, 'names' | 'open'>;
  /** Keeps a recording for the bundle, before its answer is given. */
  readonly keep: (row: RecordingRow) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/**
 * Answers given again without asking, and what they may take together, in UTF-16 units; one of before that is
 * asked again comes to the same recording, or to another.
 */
const MOST_KEPT = { max: 20_000, maxSize: 64 * 1024 * 1024 } as const;

/** Calls of one server, one after the other in one conversation, as recordings. */
function conversation(servers: RecorderParts['servers'], server: string) {
  let session: Promise<ToolSession> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const call = async (tool: LibraryTool, args: JsonObject): Promise<RecordingRow | null> => {
    session ??= servers.open(server);
    const open = await session.catch((error: unknown) => {
      // It may start when it is asked again.
      session = undefined;
      throw error;
    });
    const { fingerprint, name } = tool;
    const reply = await open.call(name, args, { fingerprint });
    if (reply.kind === 'lost') {
      // Over a workspace it would stay lost: whatever one call did, the next goes to a new one.
      session = undefined;
      await open.close();
    }
    if (reply.quarantined) return null;
    return recordingRow(
      {
        ...{ server, tool: name, fingerprint, arguments: reply.arguments, state_key: null },
        ...{ kind: reply.kind, response: reply.text, sha256: reply.sha256 },
        ...{ duration_ms: reply.durationMs, failure: failureOfReply(reply) },
      },
      [],
    );
  };
  return {
    call(tool: LibraryTool, args: JsonObject): Promise<RecordingRow | null> {
      const mine = last.then(() => call(tool, args));
      last = mine.catch(() => {});
      return mine;
    },
    close: async () => (await session?.catch(() => undefined))?.close(),
  };
}

/** Makes a recorder. What many sessions miss at once is asked once. */
export function makeRecorder({ mode, servers, keep, onError }: RecorderParts): Recorder {
  const talks = new Map<string, ReturnType<typeof conversation>>();
  const asked = new LRUCache<string, Promise<ReplayAnswer | null>>(MOST_KEPT);
  const talkTo = (server: string) => {
    const talk = talks.get(server) ?? conversation(servers, server);
    talks.set(server, talk);
    return talk;
  };

  const ask = async (key: string, tool: LibraryTool, args: JsonObject) => {
    try {
      const row = await talkTo(tool.server).call(tool, args);
      if (row !== null) {
        await keep(row);
        const answer = answered('exact', { ...row, succeeded: !isErrorFor(row.failure) }, key);
        asked.set(key, Promise.resolve(answer), { size: row.response.length + 1 });
        return answer;
      }
    } catch (error) {
      onError(error);
    }
    // What was lost or put off may be had when it is asked again.
    asked.delete(key);
    return null;
  };

  return {
    async answer(library, tool, args, state_key) {
      if (!tool.readOnly || state_key !== null || !servers.names.includes(tool.server)) return null;
      if (mode === 'once' && library.recordings.of(tool).length > 0) return null;
      const { server, fingerprint } = tool;
      const key = requestKey({ server, fingerprint, arguments: args, state_key });
      const answer = asked.get(key) ?? ask(key, tool, args);
      // How long it is shows when it came.
      if (!asked.has(key)) asked.set(key, answer, { size: 1 });
      return answer;
    },
    async close() {
      await Promise.all([...talks.values()].map((talk) => talk.close()));
    },
  };
}
