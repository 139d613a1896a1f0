import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTasks } from '@firefly/bundle/reader';
import type { Task } from '@firefly/domain/dataset/task';

/** The tasks of a bundle, in its order. */
export async function tasksOf(folder: string): Promise<Task[]> {
  const tasks: Task[] = [];
  for await (const task of readTasks(folder)) tasks.push(task);
  return tasks;
}

export const idsOf = async (folder: string): Promise<string[]> =>
  (await tasksOf(folder)).map((task) => task.id);

/** Paths of the files below a folder that hold these bytes. */
export async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
  const found: string[] = [];
  for (const file of files) if ((await readFile(file)).includes(text)) found.push(file);
  return found;
}
