import type { Evaluate, Evaluation } from '@firefly/domain/ports';
import { type ExpressionFacts, parseExpression } from '@firefly/domain/synthesis/expression-ast';
import { placeNames } from '@firefly/domain/synthesis/expression-places';
import { makeHeldInputs, makeIdentities, UnwritableInput } from './held-inputs.ts';
import { EVALUATION_DEADLINES, MOST_LEAVES, SEARCH_DEADLINES } from './limits.ts';
import type { Request } from './messages.ts';
import { makePool } from './pool.ts';
import { type Ended, makeThread } from './thread.ts';

export interface EvaluatorOptions {
  /**
   * How long a thread may make no step, as in a regex. What makes steps is ended by their number
   * (`limits.ts`), so that a busy machine gives no other answers.
   */
  readonly timeoutMs: number;
  /** Heap of one thread. Observations in JSON should stay below a thirtieth of it. */
  readonly maxOldGenerationMb: number;
  /** Threads; 1 unless told. */
  readonly workers?: number;
}

/** Characters of JSON text held per byte of heap: parsed and behind Proxies they take some ten times more. */
const HELD_PER_BYTE = 1 / 32;

/** The arrays that an expression counts, as names from the root. */
const countedBy = (facts: ExpressionFacts): (string[] | null)[] =>
  facts.aggregates
    .filter((aggregate) => aggregate.function === '$count')
    .map(({ path }) => (path === null ? null : placeNames(path)));

function evaluationOf(ended: Ended): Evaluation {
  if (ended.kind === 'killed') return { ok: false, reason: ended.reason, detail: ended.detail };
  if (ended.kind !== 'evaluated') {
    const detail = ended.kind === 'refused' ? ended.reason : 'the thread answered something else';
    return { ok: false, reason: 'error', detail };
  }
  const { outcome } = ended;
  return outcome.ok ? { ok: true, value: JSON.parse(outcome.text), reads: outcome.reads } : outcome;
}

/**
 * The JSONata sandbox (rule 2.2). Threads start when they are first needed and do not keep the
 * process alive while idle. Inputs are taken by identity: do not change an observation once given.
 */
export function makeEvaluator(options: EvaluatorOptions): Evaluate & { close(): Promise<void> } {
  const identify = makeIdentities();
  const room = options.maxOldGenerationMb * 1024 * 1024 * HELD_PER_BYTE;
  const threads = Array.from({ length: options.workers ?? 1 }, () =>
    makeThread(options, makeHeldInputs(identify, room)),
  );
  const pool = makePool(threads);
  let closed = false;

  return {
    async evaluate(expression, inputs) {
      const parsed = parseExpression(expression);
      if (!parsed.ok) return { ok: false, reason: 'syntax', detail: parsed.reason };
      const [forbidden] = parsed.facts.forbidden;
      if (forbidden !== undefined) return { ok: false, reason: 'forbidden', detail: forbidden };
      return pool.use(async (thread) => {
        if (closed) throw new Error('The evaluator is closed.');
        try {
          return evaluationOf(
            await thread.ask(
              (held) => ({ kind: 'evaluate', expression, ...held.plan(inputs) }),
              EVALUATION_DEADLINES,
            ),
          );
        } catch (error) {
          if (!(error instanceof UnwritableInput)) throw error;
          return { ok: false, reason: 'error', detail: error.message };
        }
      });
    },

    async dependsOn(expression, inputs, leaves, alternatives = {}) {
      const place = `Cannot tell what ${expression} depends on`;
      const parsed = parseExpression(expression);
      const problem = parsed.ok ? parsed.facts.forbidden[0] : parsed.reason;
      if (!parsed.ok || problem !== undefined) throw new Error(`${place}: ${problem}.`);
      if (leaves.length > MOST_LEAVES) {
        throw new Error(`${place}: ${leaves.length} leaves, at most ${MOST_LEAVES} are tried.`);
      }
      if (leaves.length === 0) return [];
      const counted = countedBy(parsed.facts);
      const request = { kind: 'depends', expression, leaves, alternatives, counted } as const;
      return pool.use(async (thread) => {
        if (closed) throw new Error('The evaluator is closed.');
        const ended = await thread.ask(
          (held): Request => ({ ...request, ...held.plan(inputs) }),
          SEARCH_DEADLINES,
        );
        if (ended.kind === 'depends') return ended.leaves;
        const why = ended.kind === 'killed' ? ended.detail : 'reason' in ended ? ended.reason : '';
        throw new Error(`${place}: ${why}.`);
      });
    },

    async close() {
      closed = true;
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
