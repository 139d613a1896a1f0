import type { JudgingContext } from '@firefly/domain/judging/context';
import { loadCatalog } from './catalog.ts';
import type { Dependencies } from './dependencies.ts';

/** What the checks may know once a wave's probe is done. */
export async function judgingContext(
  deps: Pick<Dependencies, 'db' | 'evaluate' | 'evidenceAfter'>,
  runId: string,
  wave: number,
): Promise<JudgingContext> {
  const { byId } = await loadCatalog(deps.db, runId);
  const { varying, conflicts, ofTool } = await deps.evidenceAfter(runId, wave);
  return { tools: byId, evaluate: deps.evaluate, varying, conflicts, recordings: ofTool };
}
