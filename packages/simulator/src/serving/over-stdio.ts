import { openRequest } from '@firefly/contracts/simulator';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { openLibrary } from '../library/library.ts';
import { sessionServer } from '../mcp/server.ts';
import { makeSession } from '../sessions/session.ts';
import { openSessionLog } from '../sessions/session-log.ts';
import type { OnError } from '../simulator.ts';

/** A task that was asked for and that the bundle does not hold. */
export class NoSuchTask extends Error {
  constructor(taskId: string, dir: string) {
    super(`there is no task ${taskId} in ${dir}: give the whole id of one in its tasks.jsonl`);
    this.name = 'NoSuchTask';
  }
}

/** The standard streams of this process, and the moment from which nobody is at their other end. */
class StandardStreams extends StdioServerTransport {
  readonly #ended = Promise.withResolvers<void>();
  readonly ended: Promise<void> = this.#ended.promise;

  override async close(): Promise<void> {
    await super.close();
    this.#ended.resolve();
  }
}

/** The SDK says of a line that is no message what it is not, at length. */
const shortened = (error: Error): Error =>
  error.name === 'ZodError' ? new Error('a line of standard input is no message of MCP') : error;

/**
 * Serves one session of a task as an MCP server on this process's standard streams, for `mcpServers`
 * files: a client that starts the program anew gets a new session. Resolves when its input ends. Rejects
 * with `NoSuchTask`, a `BundleError`, or where the log cannot be written to.
 */
export async function serveOverStdio(
  dir: string,
  taskId: string,
  { onError, log: path }: { readonly onError: OnError; readonly log?: string | undefined },
): Promise<void> {
  const log = path === undefined ? undefined : await openSessionLog(path, onError);
  const library = await openLibrary(dir);
  try {
    const task = library.task(taskId);
    if (task === undefined) throw new NoSuchTask(taskId, dir);
    const options = openRequest.parse({ task_id: taskId });
    const session = makeSession({ token: '', runId: undefined, library, task, options });
    const transport = new StandardStreams();
    const exchange = { session, onError };
    const serving = serveStdio(({ era }) => sessionServer(exchange, era), {
      transport,
      onerror: (error) => onError(shortened(error)),
    });
    await transport.ended;
    await serving.close();
    log?.onEnd(session, 'closed');
  } finally {
    library.close();
    await log?.close();
  }
}
