import { placeFlag, placeValue } from '@firefly/domain/synthesis/placing';
import type { PlacedPart } from '@firefly/domain/synthesis/prompt';
import type { ModelTask } from './model-task.ts';

/** Where the prompt says a number or text of an expression: by the words bound to it, else wherever it stands. */
export function saidLiteral(task: ModelTask, value: string | number): PlacedPart | undefined {
  const bound = task.bindings.filter((binding) => String(binding.value) === String(value));
  const placed = bound.map(({ words }) => placeValue(task.prompt, value, words));
  return placed.find((each) => each !== undefined) ?? placeValue(task.prompt, value);
}

/** Where the prompt says the value of an argument, in the same way; "percent" says none. */
export function saidValue(task: ModelTask, value: string | number): PlacedPart | undefined {
  const said = saidLiteral(task, value);
  return said?.normalizer === 'percent' ? undefined : said;
}

/** Where the prompt says that the parameter at a pointer is true: by the words that the task binds to that. */
export function saidFlag(task: ModelTask, pointer: string): PlacedPart | undefined {
  const bound = task.bindings.filter(({ value }) => String(value) === 'true');
  const placed = bound.map(({ words }) => placeFlag(task.prompt, pointer, words));
  return placed.find((each) => each !== undefined);
}
