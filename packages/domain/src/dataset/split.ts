import type { Task } from './task.ts';

const TEST_SHARE = 10;

/** One task in ten is held out, chosen by its id: the same task is always on the same side. */
export const splitOf = (taskId: string): Task['split'] =>
  Number.parseInt(taskId.slice(0, 8), 16) % TEST_SHARE === 0 ? 'test' : 'train';
