import { FailureError } from '@firefly/contracts/failure';
import { makeRedactor, type Redactor } from '@firefly/domain/observing/redact';
import { ProtocolError, type VersionNegotiationOptions } from '@modelcontextprotocol/client';
import { WORKSPACE_VARIABLE } from '../config/expand.ts';
import type { StdioEntry } from '../config/servers-file.ts';
import {
  type Connection,
  HandshakeRefused,
  isRefusal,
  isTimeout,
  type Loss,
  makeClient,
  reasonOf,
  STOPPED,
  wireBytes,
} from '../session/connection.ts';
import type { ToolServersOptions } from '../session/options.ts';
import { linesTold, messageTold } from '../session/told.ts';
import { copyWorkspace, type Workspace } from '../session/workspace.ts';
import { scrubbed } from './environment.ts';
import type { Launch } from './launch.ts';
import { type ServerProcess, startProcess } from './server-process.ts';
import { ProcessTransport } from './transport.ts';

/** How long a server may take to leave after its input ended, and again after SIGTERM. */
const GRACE_MS = 500;

function launchOf(
  entry: StdioEntry,
  path: string | undefined,
  options: ToolServersOptions,
): Launch {
  const fill = (text: string): string =>
    path === undefined ? text : text.replaceAll(WORKSPACE_VARIABLE, () => path);
  const env = Object.fromEntries(Object.entries(entry.env).map(([k, v]) => [k, fill(v)]));
  return {
    command: fill(entry.command),
    args: entry.args.map(fill),
    cwd: fill(entry.cwd),
    env: scrubbed(options.environment, env),
    graceMs: GRACE_MS,
  };
}

/** What went wrong in the handshake, as words that follow "it". */
async function faultOf(
  error: unknown,
  child: ServerProcess,
  transport: ProcessTransport,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<string> {
  if (signal.aborted) return STOPPED;
  if (transport.fault === 'overflowed') return 'wrote more than can be read as one message';
  if (isTimeout(error)) return `did not answer within ${timeoutMs} ms`;
  if (transport.fault !== 'ended') return `did not speak MCP: ${reasonOf(error)}`;
  await child.stop();
  return `${await child.ended} at the start`;
}

/** What the server said instead of shaking hands, as words that follow "it". */
class Refused extends Error {}

async function shakeHands(
  child: ServerProcess,
  options: ToolServersOptions,
  how: VersionNegotiationOptions,
  signal: AbortSignal,
): Promise<Pick<Connection, 'client' | 'recorder' | 'lossOf'>> {
  const transport = new ProcessTransport(child, wireBytes(options.maxResponseBytes));
  const client = makeClient(how);
  const timeout = options.startTimeoutMs;
  try {
    await client.connect(transport, { timeout, maxTotalTimeout: timeout, signal });
  } catch (error) {
    if (error instanceof ProtocolError || (isRefusal(error) && transport.fault === undefined))
      throw new Refused(`refused the handshake: ${error.message}`, { cause: error });
    throw new Error(await faultOf(error, child, transport, timeout, signal), { cause: error });
  }
  const lossOf = async (error: unknown): Promise<Loss> => {
    const lost = (why: string): Loss => ({ why, usable: false });
    if (transport.fault === 'overflowed')
      return lost(`the server wrote a reply of more than ${options.maxResponseBytes} bytes`);
    if (isTimeout(error)) return lost(`no reply came within ${options.callTimeoutMs} ms`);
    // The pipe broke: how the process ended says why. It is stopped, so this ends.
    await child.stop();
    return lost(`the server ${await child.ended} before it replied`);
  };
  return { client, recorder: transport.recorder, lossOf };
}

function failure(
  entry: StdioEntry,
  error: unknown,
  redactor: Redactor,
  child: ServerProcess | undefined,
  signal: AbortSignal,
): FailureError {
  const lastWords = child?.lastWords() ?? '';
  const said = lastWords === '' ? '' : `; its last words: ${linesTold(lastWords, redactor)}`;
  const message = `server "${entry.name}" cannot be used: it ${reasonOf(error)}${said}`;
  return new FailureError(
    // What never ran will not run the next time; what ran and failed may.
    {
      kind: signal.aborted ? 'cancelled' : child === undefined ? 'permanent' : 'transient',
      message: messageTold(message, redactor),
    },
    { cause: error },
  );
}

/** Starts a server, on a fresh working copy if it has a workspace, and shakes hands. */
export async function connectProcess(
  entry: StdioEntry,
  options: ToolServersOptions,
  how: VersionNegotiationOptions,
  signal: AbortSignal,
): Promise<Connection> {
  let workspace: Workspace | undefined;
  let redactor = makeRedactor({ secrets: entry.secrets });
  let child: ServerProcess | undefined;
  try {
    if (entry.workspace !== null) {
      workspace = await copyWorkspace(entry.workspace, options.tempDir);
      redactor = makeRedactor({ secrets: entry.secrets, workspace: { real: workspace.forms } });
    }
    child = await startProcess(launchOf(entry, workspace?.path, options));
    const opened = await shakeHands(child, options, how, signal);
    const { stop, ended } = child;
    const remove = workspace?.remove;
    let closing: Promise<void> | undefined;
    const close = () => {
      closing ??= stop().then(() => remove?.());
      return closing;
    };
    return { ...opened, redactor, place: '', ended, close };
  } catch (error) {
    await child?.stop();
    await workspace?.remove();
    const told = failure(entry, error, redactor, child, signal);
    throw error instanceof Refused ? new HandshakeRefused(told) : told;
  }
}
