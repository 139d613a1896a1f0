import { readRecordings, readTasks, readTools } from '@firefly/bundle/reader';
import { toolId } from '@firefly/domain/catalog/tool';
import { canonicalJson, requestKey, sha256 } from '@firefly/domain/identity';
import type { Json, JsonObject } from '@firefly/domain/json';
import type { RecordingSource, ReplayTool, StoredReply } from '@firefly/domain/simulation/replay';

/** A tool as replay needs it and as a session offers it. */
export interface LibraryTool extends ReplayTool {
  readonly description: string;
  readonly inputSchema: JsonObject;
}

/** A task as a session needs it: its words and its offer, none of its calls or labels. */
export interface LibraryTask {
  readonly prompt: string;
  readonly tools: ReadonlyMap<string, LibraryTool>;
  /** Hashes of the results it was made from, to choose where one request had several answers. */
  readonly results: ReadonlySet<string>;
}

/** Everything a simulator answers from: one bundle folder, read once. */
export interface Library {
  readonly tasks: ReadonlyMap<string, LibraryTask>;
  readonly source: RecordingSource;
  readonly recordings: number;
}

/** The hash of a result, whatever the order of its keys. */
export const resultHash = (result: Json): string => sha256(canonicalJson(result));

/** Reads a bundle folder, of finished tasks or of candidates. Throws `BundleError` on a bad row. */
export async function loadLibrary(dir: string): Promise<Library> {
  const tools = new Map<string, LibraryTool>();
  for await (const row of readTools(dir)) {
    const { server, name, description, inputSchema, fingerprint } = row;
    const readOnly = row.read_only;
    tools.set(toolId(row), { server, name, description, inputSchema, fingerprint, readOnly });
  }
  const tasks = new Map<string, LibraryTask>();
  for await (const task of readTasks(dir)) {
    const offered = task.offered_tools.flatMap((id): [string, LibraryTool][] => {
      const tool = tools.get(id);
      return tool ? [[id, tool]] : [];
    });
    const results = new Set(task.calls.map((call) => resultHash(call.result)));
    tasks.set(task.id, { prompt: task.prompt, tools: new Map(offered), results });
  }
  const replies = new Map<string, StoredReply[]>();
  let recordings = 0;
  for await (const { id, kind, response, ...request } of readRecordings(dir)) {
    recordings += 1;
    const key = requestKey(request);
    const known = replies.get(key);
    if (known) known.push({ id, kind, response });
    else replies.set(key, [{ id, kind, response }]);
  }
  return { tasks, recordings, source: { find: (key) => replies.get(key) ?? [] } };
}
