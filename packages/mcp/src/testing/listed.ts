import { fingerprint } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import type { ToolReply, ToolServers, ToolSession } from '@firefly/domain/ports';

/** Calls a tool as it was listed. */
export type CallListed = (
  session: ToolSession,
  tool: string,
  args: JsonObject,
) => Promise<ToolReply>;

/** Lists a server's tools, as a run does before it calls them. */
export async function listed(servers: ToolServers, server: string): Promise<CallListed> {
  const { tools } = await servers.list(server);
  const known = new Map(tools.map((tool) => [tool.name, fingerprint(tool)]));
  return (session, tool, args) =>
    session.call(tool, args, { fingerprint: known.get(tool) ?? 'never listed' });
}
