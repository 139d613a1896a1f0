import { toTask } from '@firefly/bundle/testing/sample-tasks';
import { rolloutsOf } from '@firefly/domain/dataset/rollouts';
import { aTaskDraft } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { taskText } from './task-text.ts';

const task = toTask(aTaskDraft());
const prompt = { name: 'judge', version: 2, hash: 'h' };
const by = <T>(value: T) => ({
  ...{ clarity: value, realism: value, self_containedness: value },
  ...{ need_for_tools: value, fit_of_answer: value },
});
const nasty = 'Fine.\u001b[2J';

const asked = {
  ...task,
  verdict: {
    ...task.verdict,
    judges: [
      { model: 'claude-a', prompt, scores: by(4 as const), reasons: by(nasty) },
      { model: 'claude-b', prompt, failed: 'the model refused' },
    ],
    decision: {
      rule: { least: by(3 as const), mean: 3.5, quorum: 'all' },
      sentence: 'One of one is content.',
    },
  },
  solve: {
    replay: true,
    rollouts: rolloutsOf(
      { model: 'claude-c', prompt: { ...prompt, name: 'solve' } },
      { n: 4, passed: 3 },
      { n: 1, passed: 0 },
    ),
  },
  difficulty: { level: 'hard', basis: 'measured' },
} as unknown as typeof task;

test('opinions are shown with who holds them, and what was decided', () => {
  const text = taskText(asked);
  expect(text).toContain('(hard as measured, ');
  expect(text).toContain('  claude-a (prompt judge 2) thinks:\n      4 of 5 for clarity: Fine.');
  expect(text).toContain('4 of 5 for fit of answer: ');
  expect(text).toContain('  claude-b (prompt judge 2) gave no opinion: the model refused\n');
  expect(text).toContain('  decided by them: One of one is content.');
  expect(text).not.toContain('\u001b');
});

test('so are the attempts at it', () => {
  expect(taskText(asked)).toContain(
    '  claude-c (prompt solve 2) solved it in 3 of 4 attempts (pass@1 75.0 %, pass@2 100.0 %, pass@4 100.0 %; pass^1 75.0 %, pass^2 50.0 %, pass^4 0.0 %)\n      without tools in 0 of 1',
  );
});

test('of a task that no model was asked about, none is named', () => {
  expect(taskText(task)).not.toMatch(/thinks|solved it|as measured/);
});
