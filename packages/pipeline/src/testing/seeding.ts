import type { CommandSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';
import type { Qualification, ServerPolicy, Tool } from '@firefly/domain/catalog/tool';
import type { Json } from '@firefly/domain/json';
import { aTool } from '@firefly/testing/builders/parts';

/** The spec of a run whose rows a test makes by hand. */
export const aSpec = (changes: Partial<CommandSpec> = {}): CommandSpec => ({
  ...{
    tasks: 3,
    seed: 7,
    engine: 'rules',
    out: '/data/bundle',
    servers: { file: '/data/mcp.json', hash: 'hash' },
  },
  ...{ waves: 8, walks: 16 },
  ...changes,
});

export const aPolicy = (server: string): ServerPolicy => ({
  ...{ server, trust: 'annotations', workspace: false },
  ...{ include: [], exclude: [], seedValues: {} },
});

/** A tool without parameters, named after its server. */
export const aListing = (server: string): Tool => aTool(server, `list_${server}`, 'List all.', {});

export const aQualification = (tool: Tool, dropped?: string): Qualification => ({
  ...{ server: tool.server, tool: tool.name, fingerprint: tool.fingerprint },
  ...{ kept: dropped === undefined, readOnly: true, reasons: [dropped ?? 'annotated read-only'] },
});

/** A run whose servers are listed, with one tool each, and whose graph is made. */
export async function aListedRun(
  db: Database,
  runId: string,
  servers: readonly string[],
  spec: CommandSpec = aSpec(),
): Promise<void> {
  await db.runs.create({ id: runId, key: runId, spec: spec as unknown as Json });
  await db.servers.add(
    runId,
    servers.map((name) => ({ name, policy: aPolicy(name) as unknown as Json })),
  );
  for (const name of servers) {
    const tool = aListing(name);
    await db.tools.save(runId, [{ tool, qualification: aQualification(tool) }]);
    await db.servers.listed(runId, name, {}, 1);
  }
  await db.timings.add(runId, 'link', 1);
}
