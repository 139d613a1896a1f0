import { FailureError, isPutOff } from '@firefly/contracts/failure';
import type { Database } from '@firefly/db/database';
import type { Tool } from '@firefly/domain/catalog/tool';
import type { Recording } from '@firefly/domain/dataset/recording';
import { sha256, stateKey } from '@firefly/domain/identity';
import type { Json, JsonObject } from '@firefly/domain/json';
import { failureOfReply } from '@firefly/domain/observing/failure';
import { observe } from '@firefly/domain/observing/observe';
import type { ToolReply, ToolServers, ToolSession } from '@firefly/domain/ports';
import { inCallSpan } from '@firefly/telemetry/call-span';
import { callMade } from '@firefly/telemetry/instruments';
import type { Tell } from '@firefly/telemetry/span';

/** A call as the rest of the pipeline sees it: recorded, observed, judged a success or not. */
export interface Answered {
  readonly recording: Recording;
  readonly observation: Json | null;
}

/** The calls of one exploration, each recorded before the next. */
export interface Caller {
  call(tool: Tool, args: JsonObject, signal: AbortSignal): Promise<Answered>;
  close(): Promise<void>;
}

/** What a recorded response says: the observation, or null if the call failed. */
export const answeredOf = (recording: Recording): Answered => ({
  recording,
  observation: recording.failure === null ? observe(JSON.parse(recording.response) as Json) : null,
});

const failed = (kind: Recording['kind'], text: string, quarantined: boolean): string | null =>
  quarantined ? 'quarantined: a secret stood in the reply' : failureOfReply({ kind, text });

/** What came of a recorded call, in one word. An invalid one is meant to be refused. */
function outcomeOf({ kind, failure }: Recording, quarantined: boolean, invalid: boolean): string {
  if (quarantined) return 'quarantined';
  if (invalid && kind !== 'lost') return failure === null ? 'ok' : 'refused';
  if (kind !== 'result') return kind;
  return failure === null ? 'ok' : 'failed';
}

/** What a call comes to whose server no longer starts: the call is lost, the run is not. */
function unopened(error: unknown, args: JsonObject): ToolReply {
  if (!(error instanceof FailureError)) throw error;
  if (error.failure.kind === 'cancelled' || isPutOff(error.failure)) throw error;
  const text = JSON.stringify(error.message);
  const nothing = { durationMs: 0, quarantined: false, redactions: {} };
  return { kind: 'lost', text, sha256: sha256(text), arguments: args, ...nothing };
}

/**
 * The one place that performs tool calls. Every finished call is a row (unique by owner and ordinal)
 * before the next one is made; calls to tools that change state make up the state key of those after.
 */
export function makeCaller(
  deps: {
    readonly recordings: Database['recordings'];
    readonly servers: ToolServers;
    readonly stateless: ReadonlySet<string>;
  },
  run: {
    readonly runId: string;
    readonly owner: string;
    /** What a cut-off attempt has recorded already: it is gone on from there. */
    readonly earlier?: readonly Recording[];
    /** Ordinal of the first call, earlier ones included, when the owner has others that are no part of this. */
    readonly from?: number;
    readonly fresh?: boolean;
    /** The arguments break the tools' schemas on purpose. */
    readonly invalid?: boolean;
  },
): Caller {
  const sessions = new Map<string, Promise<ToolSession>>();
  const changes = new Map<string, { fingerprint: string; arguments: JsonObject }[]>();
  const { earlier = [] } = run;
  const next = (run.from ?? 0) + earlier.length;
  let ordinal = next;
  const changed = ({ server, fingerprint, arguments: args }: Recording): void => {
    if (!deps.stateless.has(fingerprint))
      changes.set(server, [...(changes.get(server) ?? []), { fingerprint, arguments: args }]);
  };
  for (const recording of earlier) changed(recording);
  /** A process of our own starts clean: what changed its state before is done again, unrecorded. */
  const reopen = async (server: string, signal: AbortSignal): Promise<ToolSession> => {
    const session = await deps.servers.open(server, { fresh: run.fresh ?? false });
    try {
      for (const { tool, arguments: args, server: of, fingerprint } of earlier)
        if (of === server && !deps.stateless.has(fingerprint))
          await session.call(tool, args, { signal, fingerprint });
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  };
  const sessionOf = (server: string, signal: AbortSignal): Promise<ToolSession> => {
    const open = sessions.get(server) ?? reopen(server, signal);
    sessions.set(server, open);
    return open;
  };
  const call = async (
    { server, name, fingerprint }: Tool,
    args: JsonObject,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<Answered> => {
    const before = changes.get(server) ?? [];
    const reply = await sessionOf(server, signal).then(
      (session) => session.call(name, args, { signal, fingerprint }),
      (error: unknown) => unopened(error, args),
    );
    // What stops the job may have lost the reply too: the call is made again, not kept as lost.
    if (reply.kind === 'lost') signal.throwIfAborted();
    const recording: Recording = {
      server,
      tool: name,
      fingerprint,
      arguments: reply.arguments,
      state_key: stateKey(before),
      kind: reply.kind,
      response: reply.text,
      sha256: reply.sha256,
      duration_ms: reply.durationMs,
      failure: failed(reply.kind, reply.text, reply.quarantined),
      ...(Object.keys(reply.redactions).length > 0 ? { redactions: reply.redactions } : {}),
    };
    changed(recording);
    await deps.recordings.append({
      runId: run.runId,
      owner: run.owner,
      ordinal,
      recording,
      quarantined: reply.quarantined,
      // The first call after a cut-off attempt may be the one that was in flight then.
      uncertain: earlier.length > 0 && ordinal === next,
    });
    ordinal += 1;
    const outcome = outcomeOf(recording, reply.quarantined, run.invalid ?? false);
    tell(outcome, outcome !== 'ok' && outcome !== 'refused');
    callMade(server, name, outcome, reply.durationMs);
    // Only now: a reply that came is kept, whatever became of the job meanwhile.
    signal.throwIfAborted();
    return answeredOf(recording);
  };
  return {
    call: (tool, args, signal) =>
      inCallSpan(tool.server, tool.name, (tell) => call(tool, args, signal, tell)),
    async close() {
      const opened = await Promise.allSettled(sessions.values());
      await Promise.all(
        opened.map((each) => (each.status === 'fulfilled' ? each.value.close() : undefined)),
      );
    },
  };
}
