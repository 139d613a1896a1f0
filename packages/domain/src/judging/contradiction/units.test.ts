import { expect, test } from 'vitest';
import type { ReadTask } from './read.ts';
import { unitProblem } from './units.ts';

test('each unit that is asked for is named', () => {
  const words = 'In hours or in days, how long does it last?';
  const task = { words, expressions: [{ units: [60_000] }] } as unknown as ReadTask;
  expect(unitProblem(task)).toBe('the prompt asks for hours and days, an expression gives minutes');
});
