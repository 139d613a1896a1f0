import { readTasks } from '@firefly/bundle/reader';
import type { CommandSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';
import type { Task } from '@firefly/domain/dataset/task';
import { type RunSummary, runSummary } from '@firefly/pipeline/summary';
import { commandLine } from './command-line.ts';
import { lineTo, printable } from './printable.ts';
import { summaryText } from './summary-text.ts';
import { taskText } from './task-text.ts';

/** The task that shows most: the one with the most flows, then the most servers. */
export const telling = (tasks: readonly Task[]): Task | undefined =>
  [...tasks].sort(
    (a, b) => b.flows.length - a.flows.length || b.servers.length - a.servers.length,
  )[0];

/** Prints what a finished run came to, and one task in full; resolves to the number of its tasks. */
export async function report(
  db: Pick<Database, 'runs'>,
  runId: string,
  spec: CommandSpec,
  json: boolean,
  out: NodeJS.WritableStream,
): Promise<number> {
  const run = await db.runs.find(runId);
  const summary: RunSummary = runSummary.parse(run?.summary);
  if (json) {
    lineTo(out)(JSON.stringify({ run: runId, out: spec.out, ...summary }));
    return summary.accepted;
  }
  const tasks: Task[] = [];
  for await (const task of readTasks(spec.out)) tasks.push(task);
  out.write(`${summaryText(summary, spec)}\n`);
  const task = telling(tasks);
  if (task === undefined) return 0;
  const show = commandLine('tasks', 'show', task.id.slice(0, 8), '--dataset', spec.out);
  out.write(`\nOne task in full (${printable(show)}):\n\n${taskText(task)}\n`);
  return tasks.length;
}
