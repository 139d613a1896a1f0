import type { ModelReply, PromptStamp } from '@firefly/contracts/model';
import type { TaskDraft } from '@firefly/domain/dataset/task';
import { taskId } from '@firefly/domain/identity';
import { judge } from '@firefly/domain/judging/checks';
import { assemble, isMisfit } from '@firefly/domain/synthesis/assemble';
import type { Misfit } from '@firefly/domain/synthesis/proposal';
import { traceFlows } from '@firefly/domain/synthesis/trace';
import type { ModelRequest } from '@firefly/llm/model';
import { type Next, nextOf, type Question } from '../question.ts';
import { build } from './build.ts';
import type { ReadTask } from './model-task.ts';
import { type WriteInput, writeQuestion } from './question.ts';
import { namedAsShown } from './renumbered.ts';
import { repairRequest } from './repair.ts';

/** What a writer decides with, beside what the model sees. */
export interface WritingInput extends WriteInput {
  /** Tools offered beside the needed ones. */
  readonly offered: readonly string[];
}

/** A draft with the kind of question that it is. */
export interface WrittenDraft {
  readonly frame: string;
  readonly draft: TaskDraft;
}

/**
 * What came of the exploration, or, with `ask`, what has come of it if that request is not answered: one more
 * is wanted.
 */
export interface Writing {
  readonly ask?: ModelRequest;
  readonly drafts: readonly WrittenDraft[];
  readonly misfits: readonly Misfit[];
  readonly stamp: PromptStamp;
}

const FRAME = 'model';

type Made = WrittenDraft | { readonly problems: readonly string[] };

/** Builds a task and asks every check: what they say against it is said to the model. */
async function make(read: ReadTask, input: WritingInput): Promise<Made> {
  if ('problem' in read) return { problems: [read.problem] };
  const { calls, context, offered, seed } = input;
  const { tools, evaluate } = context;
  const traces = traceFlows(calls, tools);
  const built = await build({ task: read.value, calls, traces, tools, evaluate });
  if ('problems' in built) return built;
  const { shownAs, ...said } = built;
  const parts = { ...said, engine: 'anthropic' } as const;
  const made = await assemble({ ...parts, tools, offered, seed, evaluate });
  if (isMisfit(made)) return { problems: [namedAsShown(made.reason, shownAs)] };
  const failed = (await judge(made, context)).filter(({ passed }) => !passed);
  return failed.length > 0
    ? {
        problems: failed.map(({ name, evidence }) => `${name}: ${namedAsShown(evidence, shownAs)}`),
      }
    : { frame: built.proposal.frame, draft: made };
}

async function makeAll(reads: readonly ReadTask[], input: WritingInput): Promise<Made[]> {
  const made: Made[] = [];
  for (const read of reads) made.push(await make(read, input));
  return made;
}

/** A question folded to its end: its last request and the reply that answered it, and the replies behind. */
interface Answered<T> {
  readonly next: Next<T>;
  readonly request: ModelRequest;
  readonly reply: ModelReply | undefined;
  readonly rest: readonly ModelReply[];
}

function answered<T>(question: Question<T>, replies: readonly ModelReply[]): Answered<T> {
  let request = question.request;
  for (let read = 0; read <= replies.length; read += 1) {
    const next = nextOf(question, replies.slice(0, read));
    if (!('ask' in next))
      return { next, request, reply: replies[read - 1], rest: replies.slice(read) };
    request = next.ask;
  }
  return { next: { ask: request }, request, reply: undefined, rest: [] };
}

/** Each draft once; the same task proposed twice is one. */
const once = (drafts: readonly WrittenDraft[]): WrittenDraft[] => [
  ...new Map(drafts.map((each) => [taskId(each.draft), each])).values(),
];

const misfitsOf = (made: readonly Made[]): Misfit[] =>
  made.flatMap((each) =>
    'problems' in each ? [{ frame: FRAME, reason: each.problems.join('; ') }] : [],
  );
const draftsOf = (made: readonly Made[]): WrittenDraft[] =>
  made.flatMap((each) => ('draft' in each ? [each] : []));

/**
 * Folds the replies so far into what comes next: the tasks are asked for, those that cannot be built or that
 * a check is against are asked for once more with what was said against them, and then given up with that.
 */
export async function nextWriting(
  input: WritingInput,
  replies: readonly ModelReply[],
): Promise<Writing> {
  const question = writeQuestion(input);
  const { stamp } = question;
  const first = answered(question, replies);
  if ('ask' in first.next) return { ask: first.next.ask, drafts: [], misfits: [], stamp };
  if ('failed' in first.next)
    return { drafts: [], misfits: [{ frame: FRAME, reason: first.next.failed }], stamp };
  const tasks = first.next.answer.slice(0, input.count);
  if (tasks.length === 0)
    return { drafts: [], misfits: [{ frame: FRAME, reason: 'the model proposed no task' }], stamp };
  const made = await makeAll(tasks, input);
  const good = draftsOf(made);
  const problems = made.map((each) => ('problems' in each ? each.problems : []));
  if (first.reply === undefined || good.length === made.length)
    return { drafts: once(good), misfits: [], stamp };
  const request = repairRequest(first.request, first.reply, problems);
  const second = answered({ ...question, request }, first.rest);
  if ('ask' in second.next)
    return { ask: second.next.ask, drafts: once(good), misfits: misfitsOf(made), stamp };
  if ('failed' in second.next) {
    const gaveUp = { frame: FRAME, reason: `no repair: ${second.next.failed}` };
    return { drafts: once(good), misfits: [...misfitsOf(made), gaveUp], stamp };
  }
  const wanted = made.length - good.length;
  const mended = await makeAll(second.next.answer.slice(0, wanted), input);
  const dropped = mended.length < wanted ? misfitsOf(made).slice(mended.length) : [];
  return {
    drafts: once([...good, ...draftsOf(mended)]),
    misfits: [...misfitsOf(mended), ...dropped],
    stamp,
  };
}
