import type { Database } from '@firefly/db/database';
import {
  type Qualification,
  type ServerPolicy,
  type Tool,
  toolId,
} from '@firefly/domain/catalog/tool';

/** The tools of a run, with what qualification said of them. */
export interface Catalog {
  /** Kept tools in the order of server and name. */
  readonly kept: readonly Tool[];
  readonly byId: ReadonlyMap<string, Tool>;
  /** Fingerprints of the tools whose calls leave no state behind, so no part of a state key (2.9). */
  readonly stateless: ReadonlySet<string>;
  /** What the operator says about each server. */
  readonly policies: ReadonlyMap<string, ServerPolicy>;
}

/** Inside a workspace only a server's own word counts; elsewhere the operator's trust does too. */
const isStateless = (tool: Tool, qualification: Qualification, workspace: boolean): boolean =>
  tool.annotations?.readOnlyHint === true || (!workspace && qualification.readOnly);

/** Loads the catalog of a run. */
export async function loadCatalog(
  db: Pick<Database, 'tools' | 'servers'>,
  runId: string,
): Promise<Catalog> {
  const servers = await db.servers.list(runId);
  // Of a server that was dropped after it had listed its tools, nothing is called.
  const listed = new Set(servers.flatMap((row) => (row.status === 'listed' ? [row.name] : [])));
  const rows = (await db.tools.list(runId)).filter((row) => listed.has(row.tool.server));
  const policies = servers.map((row) => row.policy as unknown as ServerPolicy);
  const workspaces = new Set(policies.filter((p) => p.workspace).map((p) => p.server));
  return {
    kept: rows.filter((row) => row.qualification.kept).map((row) => row.tool),
    byId: new Map(rows.map((row) => [toolId(row.tool), row.tool])),
    stateless: statelessOf(rows, workspaces),
    policies: new Map(policies.map((policy) => [policy.server, policy])),
  };
}

/** Fingerprints of the tools among these that leave no state behind. */
export const statelessOf = (
  rows: readonly { readonly tool: Tool; readonly qualification: Qualification }[],
  workspaces: ReadonlySet<string>,
): Set<string> =>
  new Set(
    rows
      .filter(({ tool, qualification }) =>
        isStateless(tool, qualification, workspaces.has(tool.server)),
      )
      .map(({ tool }) => tool.fingerprint),
  );
