import { modelsOf } from '@firefly/contracts/model-spec';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { Run } from '@firefly/db/repositories/runs';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import { graphColumns } from '@firefly/domain/tool-graph/graph-columns';
import { type JudgedPair, withJudgements } from '@firefly/domain/tool-graph/judged';
import { linkTools } from '@firefly/domain/tool-graph/link';
import type { ObservedCall } from '@firefly/domain/tool-graph/record-groups';
import { edgeQuestions } from '@firefly/engines/anthropic/edges/edge-questions';
import type { Asking } from './asker.ts';
import type { Catalog } from './catalog.ts';
import type { Dependencies } from './dependencies.ts';
import { loadEvidence } from './evidence.ts';
import { answersTo } from './lasting-questions.ts';

/**
 * What a model says of the edges of a run, by what discovery had seen. None where the run asks no model.
 * `known`: it is not asked, and what it said is read from its rows.
 */
async function judgedPairs(
  deps: Pick<Dependencies, 'db' | 'models'>,
  run: Run,
  { kept, policies }: Catalog,
  signal: AbortSignal,
  known: Asking['known'],
): Promise<JudgedPair[]> {
  const spec = parseSpec(run.spec).model;
  if (spec === undefined) return [];
  const model = modelsOf(spec).link;
  const { observed } = await loadEvidence(deps.db, run.id, 0);
  const matter = { tools: kept, edges: linkTools(kept, observed, policies), calls: observed };
  const asking = { run, stage: 'link', model, ...(known && { known }) } as const;
  return answersTo(deps, asking, edgeQuestions(matter, model), signal);
}

/** The edges of a run: by meaning, and by what a model says where the run asks one. */
export async function linkedEdges(
  deps: Pick<Dependencies, 'db' | 'models'>,
  run: Run,
  catalog: Catalog,
  observed: readonly ObservedCall[],
  signal: AbortSignal,
  known?: Asking['known'],
): Promise<Edge[]> {
  const { kept, policies } = catalog;
  const edges = linkTools(kept, observed, policies);
  const judged = await judgedPairs(deps, run, catalog, signal, known);
  if (judged.length === 0) return edges;
  return withJudgements(edges, judged, { tools: kept, columns: graphColumns(observed), policies });
}
