import { FailureError } from '@firefly/contracts/failure';
import { makeRedactor, type Redactor } from '@firefly/domain/observing/redact';
import {
  Client,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  type VersionNegotiationOptions,
} from '@modelcontextprotocol/client';
import { WORKSPACE_VARIABLE } from '../config/expand.ts';
import type { ServerEntry } from '../config/servers-file.ts';
import { scrubbed } from '../process/environment.ts';
import type { Launch } from '../process/launch.ts';
import { type ServerProcess, startProcess } from '../process/server-process.ts';
import type { ToolServersOptions } from './options.ts';
import { linesTold, messageTold } from './told.ts';
import { ProcessTransport } from './transport.ts';
import { copyWorkspace, type Workspace } from './workspace.ts';

/** How long a server may take to leave after its input ended, and again after SIGTERM. */
const GRACE_MS = 500;
const MODERN: VersionNegotiationOptions = { mode: { pin: '2026-07-28' } };

/** A server's process after the handshake. */
export interface Connection {
  readonly client: Client;
  readonly transport: ProcessTransport;
  readonly redactor: Redactor;
  /** Resolves with how the process ended, in words. */
  readonly ended: Promise<string>;
  /** Stops the process and removes its working copy; may be called again. */
  close(): Promise<void>;
}

function launchOf(
  entry: ServerEntry,
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

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** What went wrong in the handshake, as words that follow "it". */
async function faultOf(
  error: unknown,
  child: ServerProcess,
  transport: ProcessTransport,
  timeoutMs: number,
): Promise<string> {
  if (transport.fault === 'overflowed') return 'wrote more than can be read as one message';
  if (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout)
    return `did not answer within ${timeoutMs} ms`;
  if (transport.fault !== 'ended') return `did not speak MCP: ${reasonOf(error)}`;
  await child.stop();
  return `${await child.ended} at the start`;
}

async function shakeHands(
  child: ServerProcess,
  options: ToolServersOptions,
  versionNegotiation: VersionNegotiationOptions,
): Promise<Pick<Connection, 'client' | 'transport'>> {
  const transport = new ProcessTransport(child, 2 * options.maxResponseBytes + 65_536);
  const client = new Client({ name: 'firefly', version: '0.1.0' }, { versionNegotiation });
  const timeout = options.startTimeoutMs;
  try {
    await client.connect(transport, { timeout, maxTotalTimeout: timeout });
    return { client, transport };
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    throw new Error(await faultOf(error, child, transport, timeout), { cause: error });
  }
}

function failure(
  entry: ServerEntry,
  error: unknown,
  redactor: Redactor,
  child: ServerProcess | undefined,
): FailureError {
  const lastWords = child?.lastWords() ?? '';
  const said = lastWords === '' ? '' : `; its last words: ${linesTold(lastWords, redactor)}`;
  const message = `server "${entry.name}" cannot be used: it ${reasonOf(error)}${said}`;
  return new FailureError(
    // What never ran will not run the next time; what ran and failed may.
    {
      kind: child === undefined ? 'permanent' : 'transient',
      message: messageTold(message, redactor),
    },
    { cause: error },
  );
}

async function attempt(
  entry: ServerEntry,
  options: ToolServersOptions,
  negotiation: VersionNegotiationOptions,
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
    const { client, transport } = await shakeHands(child, options, negotiation);
    const { stop, ended } = child;
    const remove = workspace?.remove;
    let closing: Promise<void> | undefined;
    const close = () => {
      closing ??= stop().then(() => remove?.());
      return closing;
    };
    return { client, transport, redactor, ended, close };
  } catch (error) {
    await child?.stop();
    await workspace?.remove();
    if (error instanceof ProtocolError && negotiation !== MODERN) throw error;
    throw failure(entry, error, redactor, child);
  }
}

/**
 * Starts a server, on a fresh working copy if it has a workspace, and shakes hands. Rejects with a
 * FailureError of one sentence that names the server.
 */
export async function connect(
  entry: ServerEntry,
  options: ToolServersOptions,
): Promise<Connection> {
  try {
    return await attempt(entry, options, { mode: 'legacy' });
  } catch (error) {
    // It speaks, but knows no `initialize`: then it knows the newer way only.
    if (error instanceof ProtocolError) return attempt(entry, options, MODERN);
    throw error;
  }
}
