import { resolve } from 'node:path';
import { install } from '@firefly/mcp/install/install';
import { NotLocked } from '@firefly/mcp/install/locked-folder';
import { NpmFailed } from '@firefly/mcp/install/npm-ci';
import { lineTo } from '../printable.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Installs the servers of a locked folder; resolves to the exit code, 1 with npm's own lines if it fails.
 * Throws a `UsageError` for a folder that is not locked.
 */
export async function installRun(
  { folder: given, json }: { readonly folder: string; readonly json: boolean },
  { cwd, out, err }: Terminal,
): Promise<number> {
  const folder = resolve(cwd, given);
  const say = lineTo(err);
  try {
    const outcome = await install(folder, () => say(`Installing the MCP servers of ${folder} …`));
    const text = `The MCP servers of ${folder}: ${outcome}.`;
    lineTo(out)(json ? JSON.stringify({ folder, outcome }) : text);
    return 0;
  } catch (error) {
    if (error instanceof NotLocked) throw new UsageError(error.message);
    if (!(error instanceof NpmFailed)) throw error;
    for (const line of error.message.split('\n')) say(`firefly: ${line}`);
    return 1;
  }
}
