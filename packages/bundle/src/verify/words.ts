import { contradictions } from '@firefly/domain/judging/no-contradiction';
import type { TaskContext } from './context.ts';

/** The prompt does not say the opposite of an expression: looked for again, as a check needs the task alone. */
export function verifyWords({ task, add }: TaskContext): void {
  for (const problem of contradictions(task)) add('/prompt', problem);
}
