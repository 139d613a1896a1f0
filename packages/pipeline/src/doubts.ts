import { modelsOf } from '@firefly/contracts/model-spec';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { Run } from '@firefly/db/repositories/runs';
import { doubted, isDoubtable } from '@firefly/domain/catalog/doubted';
import { toolId } from '@firefly/domain/catalog/tool';
import { qualifyQuestions } from '@firefly/engines/anthropic/qualify/qualify-questions';
import { loadCatalog } from './catalog.ts';
import type { Dependencies } from './dependencies.ts';
import { loadEvidence } from './evidence.ts';
import { answersTo } from './lasting-questions.ts';

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
  // No opinion changes nothing.
  const opinions = await answersTo(deps, { run, stage: 'qualify', model }, questions, signal);
  const byTool = new Map(opinions.map((opinion) => [opinion.tool, opinion]));
  const changed = asked.flatMap(({ tool, qualification }) => {
    const now = doubted(qualification, byTool.get(toolId(tool)));
    return now === qualification ? [] : [{ tool, qualification: now }];
  });
  await db.tools.save(run.id, changed);
}
