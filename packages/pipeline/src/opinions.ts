import { modelsOf } from '@firefly/contracts/model-spec';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { Candidate } from '@firefly/db/repositories/candidates';
import type { Run } from '@firefly/db/repositories/runs';
import type { Opinion } from '@firefly/domain/judging/opinions/opinion';
import { judgeQuestion, opinionOf } from '@firefly/engines/anthropic/judge/judge';
import { answerTo, makeAsker } from './asker.ts';
import type { Catalog } from './catalog.ts';
import type { Dependencies } from './dependencies.ts';

type Judged = Pick<Candidate, 'wave' | 'index' | 'ordinal' | 'draft'>;

/** What the models of a run think of a draft, one after the other; none where a run asks no models. */
export async function opinionsOf(
  deps: Pick<Dependencies, 'db' | 'models'>,
  run: Run,
  { wave, index, ordinal, draft }: Judged,
  tools: Catalog['byId'],
  signal: AbortSignal,
): Promise<Opinion[]> {
  const { model, seed } = parseSpec(run.spec);
  const opinions: Opinion[] = [];
  for (const [at, name] of (model === undefined ? [] : modelsOf(model).judge).entries()) {
    const judge = { model: name, seed };
    const question = judgeQuestion(draft, tools, judge);
    const owner = `judge/${wave}/${index}/${ordinal}/${at}`;
    const asker = makeAsker(deps, { run, owner, stage: 'judge', model: name });
    opinions.push(opinionOf(judge, question, await answerTo(asker, question, signal)));
  }
  return opinions;
}
