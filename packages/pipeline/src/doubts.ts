import { modelsOf } from '@firefly/contracts/model-spec';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { Run } from '@firefly/db/repositories/runs';
import { doubted, isDoubtable, type ToolOpinion } from '@firefly/domain/catalog/doubted';
import { toolId } from '@firefly/domain/catalog/tool';
import { qualifyQuestions } from '@firefly/engines/anthropic/qualify/qualify-questions';
import { answerTo, makeAsker } from './asker.ts';
import { loadCatalog } from './catalog.ts';
import type { Dependencies } from './dependencies.ts';
import { loadEvidence } from './evidence.ts';
import { together } from './together.ts';

/** Questions about tools and edges that are asked at a time. */
export const QUESTIONS_AT_ONCE = 4;

/** Asks a model about the tools that the rules keep, and drops those that it says are of no use. */
export async function doubtTools(
  deps: Pick<Dependencies, 'db' | 'models'>,
  run: Run,
  signal: AbortSignal,
): Promise<void> {
  const { db } = deps;
  const spec = parseSpec(run.spec).model;
  if (spec === undefined) return;
  const model = modelsOf(spec).qualify;
  const { policies } = await loadCatalog(db, run.id);
  const { observed } = await loadEvidence(db, run.id, 0);
  const rows = await db.tools.list(run.id);
  const asked = rows.filter(({ tool, qualification }) => {
    const policy = policies.get(tool.server);
    return policy !== undefined && isDoubtable(qualification, policy);
  });
  const questions = qualifyQuestions(
    asked.map(({ tool }) => tool),
    observed,
    model,
  );
  const opinions = await together(
    questions,
    QUESTIONS_AT_ONCE,
    async (question): Promise<readonly ToolOpinion[]> => {
      const { cacheKey } = question;
      const owner = `qualify/${cacheKey}`;
      const asker = await makeAsker(deps, { run, owner, stage: 'qualify', model, cacheKey });
      const next = await answerTo(asker, question, signal);
      // No opinion changes nothing.
      return 'answer' in next ? next.answer : [];
    },
  );
  const byTool = new Map(opinions.flat().map((opinion) => [opinion.tool, opinion]));
  const changed = asked.flatMap(({ tool, qualification }) => {
    const now = doubted(qualification, byTool.get(toolId(tool)));
    return now === qualification ? [] : [{ tool, qualification: now }];
  });
  await db.tools.save(run.id, changed);
}
