import { setTimeout as delay } from 'node:timers/promises';
import type { OpenRequest, ReplayMeta } from '@firefly/contracts/simulator';
import { requestKey } from '@firefly/domain/identity';
import type { Attempt } from '@firefly/domain/reward/answer';
import { type Reward, rewardOf } from '@firefly/domain/reward/reward';
import { isKeepable, NOT_KEPT } from '@firefly/domain/simulation/keepable';
import {
  type KeyOf,
  type ReplayAnswer,
  type ReplayRequest,
  type ReplayState,
  replay,
  type StoredReply,
} from '@firefly/domain/simulation/replay';
import {
  type Library,
  type LibraryTask,
  type LibraryTool,
  resultHash,
} from '../library/library.ts';
import type { Recorder } from '../recording/recorder.ts';
import { type LoggedCall, rememberedArguments } from './call-log.ts';
import { drawFaults } from './fault-plan.ts';
import { faultWords, type Phrased, type Worded } from './fault-words.ts';
import { KnownCall } from './known-call.ts';

/** The answer to one call: `response` is the JSON text of an MCP result or a JSON-RPC error. */
export interface SessionAnswer extends Worded {
  /** For `_meta`, never for a text that a model sees. */
  readonly meta: ReplayMeta;
  /** The text of `answerText`, where that was made ready. */
  readonly ready?: string | undefined;
}

/** One rollout: a task, what its calls have changed, and what became of each. */
export interface Session {
  readonly token: string;
  readonly runId: string | undefined;
  readonly library: Library;
  readonly task: LibraryTask;
  readonly options: OpenRequest;
  readonly openedAt: Date;
  readonly calls: readonly LoggedCall[];
  /** What was asked beyond the budget. */
  readonly refused: number;
  /** The last attempt that a reward was asked for, else what was submitted until now. */
  readonly attempt: Attempt;
  /** The last reward that was asked for. */
  readonly reward: Reward | null;
  /**
   * Answers a call, at once where the bundle holds the answer. Rejects as timers do if `signal` ends a wait
   * that a fault asks for.
   */
  call(request: ReplayRequest, signal?: AbortSignal): SessionAnswer | Promise<SessionAnswer>;
  /** The answers that are kept. */
  readonly submitted: readonly unknown[];
  /** Keeps an answer until it is verified. */
  submit(answer: unknown): void;
  /** Compares an attempt, and what was submitted before, with the label. */
  verify(attempt: Attempt): Reward;
}

/** Answers beyond this many are as good as this many: more than one scores 0. */
const MOST_SUBMITTED = 100;

/** Rules whose answers the bundle does not hold: rewritten ones, and those that came just now. */
const UNHELD: ReadonlySet<string> = new Set(['schema-violation', 'live']);

const spent = (most: number): Worded => ({
  kind: 'result',
  response: JSON.stringify({
    content: [{ type: 'text', text: `All ${most} calls of this session are made.` }],
    isError: true,
  }),
});

const keyOf: KeyOf = (request, tool, state_key) => {
  if (state_key === null && request instanceof KnownCall) return request.keyFor(tool);
  const { server, fingerprint } = tool;
  return requestKey({ server, fingerprint, arguments: request.arguments, state_key });
};

/** An answer, with what a reward asks of it. */
type Made = SessionAnswer & Pick<ReplayAnswer, 'answeredBy' | 'succeeded'>;

/** What a session is made of. */
export type SessionParts = Pick<Session, 'token' | 'runId' | 'library' | 'task' | 'options'> & {
  readonly recorder?: Recorder | undefined;
};

export function makeSession({ recorder, ...parts }: SessionParts): Session {
  const { library, task, options } = parts;
  const { budget, faults } = options;
  const fault = drawFaults(faults, task.id);
  const calls: LoggedCall[] = [];
  const submitted: unknown[] = [];
  const prefer = (reply: StoredReply): boolean =>
    task.results.has(resultHash(JSON.parse(reply.response)));
  let state: ReplayState = {};
  let begun = 0;
  let refused = 0;
  let last: Attempt | null = null;
  let reward: Reward | null = null;

  const log = (request: ReplayRequest, made: Made): void => {
    const { kind, response, meta, succeeded } = made;
    const isHeld = meta.recording !== null && !UNHELD.has(meta.rule ?? '');
    calls.push({
      server: request.server,
      tool: request.tool,
      arguments: meta.tier === 'miss' ? rememberedArguments(request.arguments) : request.arguments,
      tier: meta.tier,
      answered_by: made.answeredBy,
      succeeded,
      kind,
      meta,
      said: isHeld ? null : response,
    });
  };

  /** The answer to a call that the bundle does not hold as it was asked. */
  const otherwise = async (
    tool: LibraryTool,
    { arguments: args }: ReplayRequest,
    stateKey: string | null,
  ): Promise<(ReplayAnswer & { readonly rule: string }) | null> => {
    const given = await library.tiers.of(tool).answer(args, stateKey, { prefer });
    if (given !== null || recorder === undefined) return given;
    const live = await recorder.answer(library, tool, args, stateKey);
    return live && { ...live, rule: 'live' };
  };

  const answer = (
    request: ReplayRequest,
    met: 'latency' | null,
  ): SessionAnswer | Promise<SessionAnswer> => {
    const tool = task.tools.get(`${request.server}/${request.tool}`);
    const step = replay(state, request, tool, library.recordings, prefer, keyOf);
    state = step.state;
    const given = (found: ReplayAnswer & { readonly rule?: string }): SessionAnswer => {
      const { tier, recording, rule, kind, response, answeredBy, succeeded } = found;
      const meta: ReplayMeta = { tier, recording };
      if (rule !== undefined) meta.rule = rule;
      if (met !== null) meta.fault = met;
      log(request, { kind, response, meta, answeredBy, succeeded });
      const isPlain = rule === undefined && met === null;
      return { kind, response, meta, ready: isPlain ? found.ready : undefined };
    };
    if (tool === undefined || step.answer.tier !== 'miss' || request.arguments === NOT_KEPT)
      return given(step.answer);
    return otherwise(tool, request, step.stateKey).then((found) => given(found ?? step.answer));
  };

  // Nothing reached the server, so nothing has changed there.
  const failed = (request: ReplayRequest, fault: Phrased): SessionAnswer => {
    const worded = faultWords(library, request.server, fault);
    const meta = { tier: null, recording: null, fault };
    log(request, { ...worded, meta, answeredBy: null, succeeded: false });
    return { ...worded, meta };
  };

  return {
    ...parts,
    openedAt: new Date(),
    calls,
    submitted,
    get refused() {
      return refused;
    },
    get attempt() {
      return last ?? { submitted };
    },
    get reward() {
      return reward;
    },
    call(asked, signal) {
      // Calls that are under way count: several may be at once.
      if (begun >= budget.calls) {
        refused += 1;
        return { ...spent(budget.calls), meta: { tier: null, recording: null, fault: 'budget' } };
      }
      begun += 1;
      // What could not be written again could not be recorded either, nor stand in a log.
      const keepable = asked instanceof KnownCall || isKeepable(asked.arguments);
      const request = keepable ? asked : { ...asked, arguments: NOT_KEPT };
      const met = fault();
      const given = met === null || met === 'latency' ? answer(request, met) : failed(request, met);
      const waitMs =
        met === 'latency' ? faults?.latency_ms : met === 'timeout' ? faults?.timeout_ms : 0;
      if (!waitMs) return given;
      return delay(waitMs, undefined, signal ? { signal } : {}).then(() => given);
    },
    submit(one) {
      if (submitted.length < MOST_SUBMITTED) submitted.push(one);
    },
    verify(attempt) {
      const all = { ...attempt, submitted: [...submitted, ...attempt.submitted] };
      last = all;
      reward = rewardOf(task.label, all, calls);
      return reward;
    },
  };
}
