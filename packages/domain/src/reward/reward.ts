import type { Compare, TaskDraft } from '../dataset/task.ts';
import { type Attempt, readAnswer, type Standing, standingSentences } from './answer.ts';
import { shortfallOf } from './compare.ts';
import {
  type CallCounts,
  countCalls,
  isLabelSafe,
  type MadeCall,
  type NeededCall,
} from './made-calls.ts';
import { type Shortfall, shortfallSentences } from './shortfall.ts';

/** Version of the rules in docs/reward.md. Raise it with any change of a score. */
export const REWARD_VERSION = 1;

/** One field of an answer beside its label. Never holds a value of either. */
export interface FieldScore {
  readonly name: string;
  readonly compare: Compare['type'];
  readonly score: 0 | 1;
  /** Null where the field matches. */
  readonly reason: Shortfall | null;
  readonly detail: string | null;
}

/** What an attempt at a task is worth. For trainers and operators: a policy that saw it could guess on. */
export interface Reward {
  readonly version: typeof REWARD_VERSION;
  /** 1 only if every field matches. */
  readonly reward: 0 | 1;
  /** Share of the fields that match; 0 where the answer could not be read. */
  readonly partial: number;
  readonly answer: Standing;
  readonly detail: string;
  readonly fields: readonly FieldScore[];
  readonly calls: CallCounts;
  /** False where a `similar` or `simulated` response was given, which may contradict the label. */
  readonly label_safe: boolean;
}

/** What is looked at of a task. */
export interface RewardedTask extends Pick<TaskDraft, 'answer' | 'fields'> {
  readonly calls: readonly NeededCall[];
}

/**
 * Compares an attempt with the label of its task, field by field, and counts its calls. Never throws on
 * what a policy wrote: what cannot be read scores 0, with the reason.
 */
export function rewardOf(task: RewardedTask, attempt: Attempt, calls: readonly MadeCall[]): Reward {
  const read = readAnswer(attempt, task.fields);
  const fields = task.fields.map(({ name, compare }): FieldScore => {
    const given =
      read.standing === 'read' && Object.hasOwn(read.values, name) ? read.values[name] : undefined;
    const reason =
      read.standing !== 'read'
        ? 'unread'
        : given === undefined
          ? 'missing'
          : shortfallOf(compare, task.answer[name] ?? null, given);
    const detail = reason && shortfallSentences[reason];
    return { name, compare: compare.type, score: reason === null ? 1 : 0, reason, detail };
  });
  const matching = fields.filter(({ score }) => score === 1).length;
  const partial = fields.length === 0 ? 0 : matching / fields.length;
  return {
    version: REWARD_VERSION,
    reward: partial === 1 ? 1 : 0,
    partial,
    answer: read.standing,
    detail: standingSentences[read.standing],
    fields,
    calls: countCalls(task.calls, calls),
    label_safe: isLabelSafe(calls),
  };
}
