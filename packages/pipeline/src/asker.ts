import { FailureError, failureOf } from '@firefly/contracts/failure';
import type { ModelReply, ModelStage, PromptStamp } from '@firefly/contracts/model';
import { whyUnpriced } from '@firefly/contracts/model-spec';
import { parseSpec, type RunSpec } from '@firefly/contracts/run-spec';
import type { Run } from '@firefly/db/repositories/runs';
import { sha256 } from '@firefly/domain/identity';
import { nextOf, type Question } from '@firefly/engines/anthropic/question';
import { countedUsage } from '@firefly/llm/counted-usage';
import type { Model, ModelRequest } from '@firefly/llm/model';
import { type BudgetRows, holdToBudget, overspent, whyStopped } from './budget.ts';
import { untilKept } from './until-kept.ts';

/** How this process asks models. */
export interface Models {
  readonly model: Model;
  /** What a reply costs; null for a model without a price. */
  readonly dollarsOf: (model: string, usage: ModelReply['usage']) => number | null;
  /** The day of a model's price, `YYYY-MM-DD`; null for a model without one. */
  readonly pricedOn: (model: string) => string | null;
}

/** What a request to a model needs. */
export interface AskerParts {
  readonly db: BudgetRows;
  /** Null where nobody said how models are asked. */
  readonly models: Models | null;
}

/** Who asks, and whom. */
export interface Asking {
  readonly run: Run;
  readonly owner: string;
  readonly stage: ModelStage;
  readonly model: string;
  /** By what a later run finds these replies without paying: all that they depend on is in it. */
  readonly cacheKey?: string;
  /** Why the owner's own budget allows no more; null while it does. */
  readonly spent?: () => Promise<string | null>;
  /** Only what was answered before is wanted: nobody is asked. */
  readonly known?: true;
}

const NO_MODELS =
  'this process cannot ask models: set ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL for a server of your own';

/**
 * There is no reply and none will come: a budget is spent, or the provider will not take the request. The
 * reason is the message. What was asked for is given up, and the run goes on.
 */
export class NoReplyError extends Error {
  override name = 'NoReplyError';
}

/** How soon work goes on that a provider had no time for, where it does not say itself. */
const LATER_MS = 15_000;

/** The requests of one owner, one after the other. */
export interface Asker {
  /** Gives the reply that is there already; rejects with a `NoReplyError` where there is none to be had. */
  ask(request: ModelRequest, stamp: PromptStamp, signal: AbortSignal): Promise<ModelReply>;
  /** Keeps replies that came to an answer for later runs, where they have a `cacheKey`. */
  keep(replies: readonly ModelReply[]): Promise<void>;
}

/** The request as it is hashed: the same words to the same model. What a model wrote may be no canonical JSON. */
const hashOf = (model: string, request: ModelRequest): string =>
  sha256(JSON.stringify([model, request]));

/**
 * Why nobody is asked any more; null while it may be. What was explored is written, judged and solved also
 * where calls or minutes are spent: then only tokens and dollars are counted.
 */
async function whyNotAsked(
  { db }: AskerParts,
  { run, stage }: Pick<Asking, 'run' | 'stage'>,
  { budgets }: RunSpec,
): Promise<string | null> {
  if (stage === 'explore') return whyStopped(db, run);
  const { tokens, dollars } = budgets ?? {};
  return holdToBudget(db, run.id, { budgets: { tokens, dollars } }, { calls: 0, ms: 0 });
}

/**
 * The one place that asks models. A request is a row before it is sent, and its reply an event before
 * anything is made of it: a job that goes on folds what is there and pays for none of it again.
 */
export function makeAsker(parts: AskerParts, asking: Asking): Asker {
  const { db, models } = parts;
  const { run, owner, stage, cacheKey } = asking;
  const spec = parseSpec(run.spec);
  let ordinal = 0;

  const answer = async (
    request: ModelRequest,
    memoKey: string | undefined,
    signal: AbortSignal,
  ): Promise<{ reply: ModelReply; remembered: boolean; durationMs: number }> => {
    const memo = memoKey === undefined ? null : await db.modelCalls.memo(memoKey);
    if (memo !== null) return { reply: memo, remembered: true, durationMs: 0 };
    if (asking.known) throw new NoReplyError('it was not answered before');
    const reason = (await whyNotAsked(parts, asking, spec)) ?? (await asking.spent?.()) ?? null;
    if (reason !== null) throw new NoReplyError(reason);
    if (models === null) return hold(NO_MODELS);
    const unpriced = whyUnpriced(spec, (name) => models.pricedOn(name) !== null);
    if (unpriced !== null) return hold(unpriced);
    const started = performance.now();
    const reply = await models.model.ask(asking.model, request, signal).catch(refused);
    return { reply, remembered: false, durationMs: performance.now() - started };
  };

  /** Nothing can be asked until something is mended: the run waits for that, and loses nothing. */
  const hold = async (reason: string): Promise<never> => {
    await db.runs.hold(run.id, reason);
    throw new FailureError({ kind: 'cancelled', message: reason });
  };

  const hasAnswered = async (): Promise<boolean> => {
    const replies = await db.modelCalls.ledger(run.id);
    return replies.some((row) => row.model === asking.model && row.requests > 0);
  };

  /** What a provider that does not answer comes to: work that is put off, given up, or a run that waits. */
  const refused = async (error: unknown): Promise<never> => {
    const failure = failureOf(error);
    if (failure.kind === 'transient') {
      // Nobody waits for a provider once the minutes of the run are over.
      const { minutes } = spec.budgets ?? {};
      const ms = (await db.runs.find(run.id))?.keptMs ?? 0;
      const late = overspent({ minutes }, { calls: 0, ms });
      if (late !== null) throw new NoReplyError(`${failure.message}, and ${late}`);
      // One that has too much to do says when to come back; where nobody has answered yet, none may be there.
      if (failure.retryAfterMs === undefined && !(await hasAnswered()))
        return hold(failure.message);
      const later = { retryAfterMs: LATER_MS, ...failure, holds: true } as const;
      throw new FailureError(later, { cause: error });
    }
    if (failure.kind !== 'permanent') throw error;
    // If it has answered nothing yet, what is wrong is the key, the model or the address.
    if (failure.caller || !(await hasAnswered())) return hold(failure.message);
    throw new NoReplyError(failure.message);
  };

  return {
    async ask(request, stamp, signal) {
      const requestHash = hashOf(asking.model, request);
      const call = { runId: run.id, owner, ordinal, stage, model: asking.model };
      const memoKey = cacheKey && `${cacheKey}/${ordinal}`;
      ordinal += 1;
      const asked = { ...call, prompt: stamp, requestHash };
      const before = await db.modelCalls.begin(asked);
      if (before.reply !== null) {
        if (before.requestHash === requestHash) return before.reply;
        // The program or its prompts have changed since: a reply is never given to another question.
        await db.modelCalls.setAside(asked);
        await db.modelCalls.begin(asked);
      }
      const { reply, ...how } = await answer(request, memoKey, signal).catch(
        async (error: unknown) => {
          // What was cut off may have been paid for; what was refused was not.
          if (!signal.aborted) await db.modelCalls.abandon(call);
          throw error;
        },
      );
      const { usage, estimated } = countedUsage(request, reply);
      const dollars = how.remembered ? 0 : (models?.dollarsOf(asking.model, usage) ?? null);
      // Of two that asked at once, the reply that was kept first counts for both.
      const cost = { dollars, usage, estimated, ...how };
      return untilKept(() => db.modelCalls.finish(call, reply, cost));
    },
    async keep(replies) {
      if (cacheKey === undefined) return;
      for (const [at, reply] of replies.entries())
        await db.modelCalls.remember(`${cacheKey}/${at}`, reply);
    },
  };
}

/** Asks until a question is answered or given up; where no reply comes it is given up, too. */
export async function answerTo<T>(
  asker: Asker,
  question: Question<T>,
  signal: AbortSignal,
): Promise<{ readonly answer: T } | { readonly failed: string }> {
  const replies: ModelReply[] = [];
  try {
    for (;;) {
      const next = nextOf(question, replies);
      if ('answer' in next) await asker.keep(replies);
      if (!('ask' in next)) return next;
      replies.push(await asker.ask(next.ask, question.stamp, signal));
    }
  } catch (error) {
    if (error instanceof NoReplyError) return { failed: error.message };
    throw error;
  }
}
