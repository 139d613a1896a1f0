import { FailureError } from '@firefly/contracts/failure';
import { linkTools } from '@firefly/domain/tool-graph/link';
import { loadCatalog } from '../catalog.ts';
import type { Dependencies } from '../dependencies.ts';
import { loadEvidence } from '../evidence.ts';
import type { Step } from './step.ts';

/** Builds the tool graph from schemas and from what discovery observed. */
export const makeLink =
  ({ db }: Pick<Dependencies, 'db'>): Step<'link'> =>
  async ({ runId }) => {
    const servers = await db.servers.list(runId);
    if (servers.every(({ status }) => status === 'dropped'))
      throw new FailureError({
        kind: 'permanent',
        message: `no server can be used: ${servers.map(({ name, reason }) => `${name}: ${reason}`).join('; ')}`,
      });
    const { kept, policies } = await loadCatalog(db, runId);
    const { observed } = await loadEvidence(db, runId, 0);
    await db.graph.saveEdges(runId, linkTools(kept, observed, policies));
  };
