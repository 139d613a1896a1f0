import { join } from 'node:path';
import { readFidelity, readTools } from '@firefly/bundle/reader';
import { tables } from '@firefly/bundle/tables';
import { toolId } from '@firefly/domain/catalog/tool';
import type { Task } from '@firefly/domain/dataset/task';
import { canonicalJson, sha256 } from '@firefly/domain/identity';
import type { Json, JsonObject } from '@firefly/domain/json';
import type { ReplayTool } from '@firefly/domain/simulation/replay';
import { type LibraryTiers, makeLibraryTiers } from './library-tiers.ts';
import { openRecordings, type Recordings } from './recordings.ts';
import { openTasks } from './tasks.ts';

/** A tool as replay needs it and as a session offers it. */
export interface LibraryTool extends ReplayTool {
  readonly title?: string | undefined;
  readonly description: string;
  readonly inputSchema: JsonObject;
  readonly outputSchema?: JsonObject | undefined;
  readonly annotations?: JsonObject | undefined;
}

/** A task as sessions need it. */
export interface LibraryTask extends Pick<Task, 'id' | 'prompt' | 'answer_schema'> {
  /** The tools that it offers, by `server/tool`. */
  readonly tools: ReadonlyMap<string, LibraryTool>;
  /** What its reward is read off. Never shown to a policy. */
  readonly label: Pick<Task, 'answer' | 'fields' | 'calls'>;
  /** Hashes of the results it was made from, to choose where one request had several answers. */
  readonly results: ReadonlySet<string>;
}

/** Everything a simulator answers from: one bundle folder, on disk but for where its rows stand. */
export interface Library {
  readonly tasks: number;
  /** Undefined for a task that is not in it. Throws a `BundleError` for a row that is none. */
  task(id: string): LibraryTask | undefined;
  readonly recordings: Recordings;
  /** What answers where none of them does exactly. */
  readonly tiers: LibraryTiers;
  /**
   * Keeps the files open until what is returned is called, also when the library is closed meanwhile.
   * Undefined if they are closed already.
   */
  use(): (() => void) | undefined;
  /** Closes the files once nobody uses them. */
  close(): void;
}

/** The hash of a result, whatever the order of its keys. */
export const resultHash = (result: Json): string => sha256(canonicalJson(result));

function taskOf(task: Task, tools: ReadonlyMap<string, LibraryTool>): LibraryTask {
  const { id, prompt, answer_schema, answer, fields, calls } = task;
  const offered = task.offered_tools.flatMap((name): [string, LibraryTool][] => {
    const tool = tools.get(name);
    return tool ? [[name, tool]] : [];
  });
  return {
    ...{ id, prompt, answer_schema, tools: new Map(offered), label: { answer, fields, calls } },
    results: new Set(calls.map((call) => resultHash(call.result))),
  };
}

async function readToolsOf(dir: string): Promise<ReadonlyMap<string, LibraryTool>> {
  const tools = new Map<string, LibraryTool>();
  for await (const row of readTools(dir)) {
    const { format: _, read_only: readOnly, ...tool } = row;
    tools.set(toolId(row), { ...tool, readOnly });
  }
  return tools;
}

/** Opens a bundle folder, of finished tasks or of candidates. Rejects with `BundleError` on a bad row. */
export async function openLibrary(dir: string): Promise<Library> {
  const tools = await readToolsOf(dir);
  const fidelity = await readFidelity(dir);
  const tasks = await openTasks(join(dir, tables.tasks.file));
  const recordings = await openRecordings(join(dir, tables.recordings.file)).catch(
    async (error: unknown) => {
      await tasks.close();
      throw error;
    },
  );
  const read = new WeakMap<Task, LibraryTask>();
  let users = 1;
  const leave = (): void => {
    users -= 1;
    if (users === 0) void Promise.all([tasks.close(), recordings.close()]);
  };
  const once = (act: () => void): (() => void) => {
    let done = false;
    return () => {
      if (!done) act();
      done = true;
    };
  };
  return {
    tasks: tasks.count,
    task(id) {
      const task = tasks.get(id);
      if (task === undefined) return undefined;
      const known = read.get(task) ?? taskOf(task, tools);
      read.set(task, known);
      return known;
    },
    recordings,
    tiers: makeLibraryTiers(recordings, fidelity),
    use() {
      if (users === 0) return undefined;
      users += 1;
      return once(leave);
    },
    close: once(leave),
  };
}
