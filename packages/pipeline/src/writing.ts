import type { ModelReply } from '@firefly/contracts/model';
import { modelsOf } from '@firefly/contracts/model-spec';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { Run } from '@firefly/db/repositories/runs';
import type { Recording } from '@firefly/domain/dataset/recording';
import type { CompletedCall } from '@firefly/domain/exploration/plan';
import { randomOf, seedOf } from '@firefly/domain/random';
import type { Misfit } from '@firefly/domain/synthesis/proposal';
import {
  nextWriting,
  type WritingInput,
  type WrittenDraft,
} from '@firefly/engines/anthropic/writer/writing';
import { mustAskModels } from './asked-models.ts';
import { makeAsker, NoReplyError } from './asker.ts';
import { loadCatalog } from './catalog.ts';
import type { Dependencies } from './dependencies.ts';
import { judgingContext } from './judging-context.ts';
import { callsOf, distractors } from './task-calls.ts';

/** Tasks that a model is asked for about one exploration, at most. */
const TASKS = 3;

/** What an exploration gave that a model led, and where it stands. */
export interface Explored {
  readonly wave: number;
  readonly index: number;
  readonly history: readonly CompletedCall[];
  readonly recordings: readonly Recording[];
}

/** Writes tasks about an exploration with a model; what does not hold is rejected with its reasons. */
export async function writtenBy(
  deps: Pick<Dependencies, 'db' | 'models' | 'evaluate' | 'evidenceAfter'>,
  run: Run,
  { wave, index, history, recordings }: Explored,
  signal: AbortSignal,
): Promise<{ readonly drafts: readonly WrittenDraft[]; readonly misfits: readonly Misfit[] }> {
  const spec = parseSpec(run.spec);
  const { languages, ...models } = mustAskModels(spec);
  const succeeded = history.map(({ failure }) => failure === null);
  const calls = callsOf(
    recordings.filter((_, at) => succeeded[at]),
    history.filter((_, at) => succeeded[at]),
  );
  if (calls.length === 0)
    return { drafts: [], misfits: [{ frame: 'model', reason: 'no call succeeded' }] };
  const { kept } = await loadCatalog(deps.db, run.id);
  const context = await judgingContext(deps, run.id, wave);
  const seed = seedOf(spec.seed, wave, index, 'write');
  const [language = 'English'] = randomOf(seed, 'language').shuffle(languages);
  const offered = distractors(kept, seed);
  const input: WritingInput = { calls, context, seed, language, count: TASKS, offered };
  const owner = `write/${wave}/${index}`;
  const model = modelsOf(models).write;
  const asker = makeAsker(deps, { run, owner, stage: 'write', model });
  const replies: ModelReply[] = [];
  try {
    for (;;) {
      const next = await nextWriting(input, replies);
      if (!('ask' in next)) return next;
      replies.push(await asker.ask(next.ask, next.stamp, signal));
    }
  } catch (error) {
    if (!(error instanceof NoReplyError)) throw error;
    return { drafts: [], misfits: [{ frame: 'model', reason: error.message }] };
  }
}
