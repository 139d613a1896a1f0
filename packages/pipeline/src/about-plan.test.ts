import { expect, test } from 'vitest';
import { aboutPlan } from './about-plan.ts';

const trial = (...tools: string[]) => ({
  kind: 'trial',
  calls: tools.map((tool) => ({ tool, arguments: {} })),
});

test('a job names its tools, and counts those for which there is no room', () => {
  expect(aboutPlan(trial('maps/a', 'maps/b', 'maps/a'))).toBe('maps/a, maps/b');
  const many = [...'abcdef'].map((name) => `maps/${name}`);
  expect(aboutPlan(trial(...many))).toBe('maps/a, maps/b, maps/c, maps/d and 2 more');
});
