import { FailureError } from '@firefly/contracts/failure';
import { loadServers } from '@firefly/mcp/config/load';
import { hashOf, type ServersFile } from '@firefly/mcp/config/servers-file';
import type { RunSpec } from '@firefly/pipeline/run-spec';
import type { Terminal } from './terminal.ts';

/**
 * The servers file that a run began with. Throws a permanent failure if another stands there now:
 * half a run of each would be reproduced by neither.
 */
export async function ownServers(
  spec: Pick<RunSpec, 'servers' | 'serversHash'>,
  environment: Terminal['environment'],
): Promise<ServersFile> {
  const file = await loadServers(spec.servers, environment);
  if (hashOf(file) === spec.serversHash) return file;
  throw new FailureError({
    kind: 'permanent',
    message: `the servers file ${spec.servers} has changed since this run began; --fresh starts over`,
  });
}
