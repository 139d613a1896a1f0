import { FailureError } from '@firefly/contracts/failure';
import { loadCatalog } from '../catalog.ts';
import type { Dependencies } from '../dependencies.ts';
import { doubtTools } from '../doubts.ts';
import { loadEvidence } from '../evidence.ts';
import { linkedEdges } from '../judged-edges.ts';
import type { Step } from './step.ts';

/** Builds the tool graph from schemas, from what discovery observed, and from what a model says of both. */
export const makeLink =
  (deps: Pick<Dependencies, 'db' | 'models'>): Step<'link'> =>
  async ({ runId }, { signal }) => {
    const { db } = deps;
    const run = await db.runs.find(runId);
    if (run === null) return;
    const servers = await db.servers.list(runId);
    if (servers.every(({ status }) => status === 'dropped'))
      throw new FailureError({
        kind: 'permanent',
        message: `no server can be used: ${servers.map(({ name, reason }) => `${name}: ${reason}`).join('; ')}`,
      });
    await doubtTools(deps, run, signal);
    const catalog = await loadCatalog(db, runId);
    const { observed } = await loadEvidence(db, runId, 0);
    await db.graph.saveEdges(runId, await linkedEdges(deps, run, catalog, observed, signal));
  };
