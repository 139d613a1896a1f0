import type { ModelsSummary } from '@firefly/pipeline/models-summary';
import { expect, test } from 'vitest';
import { modelLines } from './models-text.ts';

const usage = { input: 1_000, cached: 20_000, written: 3_000, output: 400 };
const near = { exact: 0.5, within_one: 0.9, alpha: 0.61 };
const models: ModelsSummary = {
  ledger: {
    prices: '2026-09-22',
    rows: [
      { stage: 'write', model: 'claude-a', requests: 12, remembered: 3, usage, dollars: 1.234 },
      {
        stage: 'judge',
        model: 'own',
        requests: 2,
        remembered: 0,
        usage,
        estimated: 900,
        dollars: null,
      },
    ],
    usage,
    dollars: null,
    per_accepted_task: {
      making: { tokens: 23_456, dollars: 0.2 },
      rollouts: { tokens: 9_000, dollars: null },
    },
  },
  yield: { explorations: 9, drafts: 8, passed_checks: 7, passed_judges: 6, accepted: 5 },
  agreement: {
    tasks: 7,
    criteria: {
      ...{ clarity: near, realism: { ...near, alpha: null } },
      self_containedness: { exact: null, within_one: null, alpha: null },
      ...{ need_for_tools: near, fit_of_answer: near },
    },
  },
  rollouts: { tasks: 5, attempts: 20, pass_at_1: 0.85, closed_book: { n: 5, passed: 0 } },
};

test('the summary says what models did, by stage, and what a task took', () => {
  expect(modelLines(models)).toEqual([
    '',
    'Models (what they say of a task is an opinion, never a label)',
    '  judges       6 of 7 tasks that passed all checks',
    '  agreement    of judges, at most one point apart: clarity 90.0 % (alpha 0.61), realism 90.0 %, need for tools 90.0 % (alpha 0.61), fit of answer 90.0 % (alpha 0.61)',
    '  rollouts     pass@1 85.0 %: 20 attempts at 5 accepted tasks; without tools 0 of 5 attempts passed',
    '  write        claude-a: 12 requests and 3 known from earlier runs, 24,400 tokens, $1.23',
    '  judge        own: 2 requests, 24,400 tokens (900 tokens of them not counted but estimated), no price known',
    '  in all       24,400 tokens, no price known, by prices of 2026-09-22',
    '  each task    23,456 tokens, $0.2000; its rollouts 9,000 tokens, no price known',
  ]);
});

test('what was not there is not told', () => {
  expect(modelLines(undefined)).toEqual([]);
  const bare = modelLines({
    ...models,
    agreement: null,
    rollouts: null,
    ledger: { ...models.ledger, prices: null, per_accepted_task: null },
  }).join('\n');
  expect(bare).not.toMatch(/agreement|rollouts|prices|each task/);
});
