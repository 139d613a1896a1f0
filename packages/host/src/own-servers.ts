import { FailureError } from '@firefly/contracts/failure';
import type { CommandSpec } from '@firefly/contracts/run-spec';
import { loadServers } from '@firefly/mcp/config/load';
import { hashOf, type ServersFile } from '@firefly/mcp/config/servers-file';
import type { Environment } from '@firefly/service/environment';

/**
 * The servers file that a command's run began with. Throws a permanent failure if another stands there
 * now: half a run of each would be reproduced by neither.
 */
export async function ownServers(
  { file: path, hash }: CommandSpec['servers'],
  environment: Environment,
): Promise<ServersFile> {
  const file = await loadServers(path, environment);
  if (hashOf(file) === hash) return file;
  throw new FailureError({
    kind: 'permanent',
    message: `the servers file ${path} has changed since this run began; --fresh starts over`,
  });
}
