import { resolve } from 'node:path';
import { readTasks } from '@firefly/bundle/reader';
import { BundleError } from '@firefly/bundle/tables';
import { Command } from 'commander';
import { mustHoldBundle } from './bundle-folder.ts';
import { lineTo } from './printable.ts';
import { taskText } from './task-text.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

async function show(
  id: string | undefined,
  folder: string,
  json: boolean,
  out: NodeJS.WritableStream,
): Promise<void> {
  await mustHoldBundle(folder);
  const say = lineTo(out);
  let found = 0;
  try {
    for await (const task of readTasks(folder)) {
      if (id !== undefined && !task.id.startsWith(id)) continue;
      found += 1;
      if (json) say(JSON.stringify(task));
      else if (id === undefined) say(`${task.id.slice(0, 8)}  ${task.prompt}`);
      else out.write(`${taskText(task)}\n`);
    }
  } catch (error) {
    if (error instanceof BundleError) throw new UsageError(error.message);
    throw error;
  }
  if (id !== undefined && found === 0)
    throw new UsageError(
      `no task of ${folder} has an id that begins with ${id}; "tasks show" without an id lists them`,
    );
}

/** `firefly tasks show`: the tasks of a bundle, one line each, or one in full. */
export const tasksCommand = (terminal: Terminal, done: (code: number) => void): Command =>
  new Command('tasks').description('Look at the tasks of a bundle.').addCommand(
    new Command('show')
      .description('List the tasks of a bundle, or show one in full.')
      .argument('[id]', 'id of a task, or its beginning')
      .option('--dataset <folder>', 'the bundle', 'datasets/demo')
      .option('--json', 'print rows as JSON', false)
      .action(async (id: string | undefined, options: { dataset: string; json: boolean }) => {
        await show(id, resolve(terminal.cwd, options.dataset), options.json, terminal.out);
        done(0);
      }),
  );
