import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest, RolloutRow } from '@firefly/contracts/bundle';
import type { Task } from '@firefly/domain/dataset/task';
import { afterAll, expect, test } from 'vitest';
import { goldenRow } from './rows.ts';
import { testEvaluator } from './testing/evaluator.ts';
import { rowsFor, sampleMeta, sampleTasks, tempFolder } from './testing/sample-bundle.ts';
import {
  attemptsAt,
  measuredTasks,
  modelMeta,
  rowsWithRollouts,
} from './testing/sample-rollouts.ts';
import { verifyBundle } from './verify.ts';
import { type BundleInput, type BundleMeta, writeBundle } from './writer.ts';

// One for all: a thread takes longer to start than a small bundle to verify.
const evaluate = testEvaluator();
afterAll(() => evaluate.close());
const [, boats] = measuredTasks;
if (!boats) throw new Error('no samples');
const meta: BundleMeta = { ...modelMeta, ledger: undefined, yield: undefined };

async function reportOf(rows: BundleInput, stated: BundleMeta) {
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await writeBundle(dir, rows, stated);
  const card = await readFile(join(dir, 'README.md'), 'utf8');
  const manifest: Manifest = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'));
  return { card, manifest, ...(await verifyBundle(dir, { evaluate })) };
}

const namedIn = ({ mismatches }: Awaited<ReturnType<typeof reportOf>>): string =>
  mismatches.map((m) => `${m.file} ${m.place} ${m.message}`).join('\n');

test('a bundle that models made verifies, and says in manifest and card what they did', async () => {
  const report = await reportOf(rowsWithRollouts(), modelMeta);
  expect(report.mismatches).toEqual([]);
  expect(report.recomputed).toMatchObject({ tasks: 2, trajectories: 8 });
  expect(report.manifest).toMatchObject({
    engine: 'anthropic',
    models: modelMeta.models,
    ledger: { dollars: 0.75, per_accepted_task: { making: { tokens: 10_900, dollars: 0.25 } } },
    budget: 'its budget of 40000 tokens is spent',
  });
  for (const line of [
    'engine `anthropic`',
    '| judge | `judge <b>1</b>   x` | `judge 1 0123456789abcdef` |',
    '| 4 | 5 | 4 | 3 | 2 |',
    '| need for tools | 50.0 % | 100.0 % | 0.431 |',
    '| 1 | 2 | 33.3 % | 33.3 % |',
    '| 3 | 2 | 100.0 % | 0.0 % |',
    '| write | `writer-1` | 2 | 1000 | 20000 | 500 | 300 | 0.5000 |',
    'Prices are those of 2026-11-01. Answers to 1 more requests were known from earlier runs',
    'took 10900 tokens to make (dollars: 0.2500); rollouts took 10900 more (dollars: 0.1250)',
    'The run stopped where its budget of 40000 tokens is spent.',
    'Pass rates are those of one model',
  ])
    expect(report.card).toContain(line);
  expect(report.card).not.toContain('written by rules');
});

test('without models nothing of this is written', async () => {
  const { card, manifest, ok } = await reportOf(rowsFor(sampleTasks), sampleMeta);
  expect(ok).toBe(true);
  expect(card).not.toMatch(/## (Models|Yield|Agreement|Pass|Cost|Budget)|name: attempt/);
  expect(Object.keys(manifest)).not.toContain('models');
  expect(JSON.stringify(manifest)).not.toContain('ledger');
});

/** The attempts at a task, one of them changed as text. */
function attempts(task: Task, at: number, from: string, to: string): RolloutRow[] {
  return attemptsAt(task).map((row, index) => {
    const text = JSON.stringify(row);
    if (index === at && !text.includes(from)) throw new Error(`${from} does not stand there`);
    return index === at ? JSON.parse(text.replace(from, () => to)) : row;
  });
}

const rowsOf = (task: Task, rollouts: readonly RolloutRow[]): BundleInput => ({
  ...rowsFor([task]),
  trajectories: [goldenRow(task), ...rollouts],
});
const edited = (at: number, from: string, to: string): BundleInput =>
  rowsOf(boats, attempts(boats, at, from, to));
const tasked = (from: string, to: string): BundleInput => {
  const text = JSON.stringify(boats);
  if (!text.includes(from)) throw new Error(`${from} does not stand in the task`);
  return rowsOf(JSON.parse(text.replace(from, () => to)), attemptsAt(boats));
};

test.each<[string, BundleInput, RegExp]>([
  ['content', edited(0, 'Aurora', 'Aurore'), /line 2 \/messages\/4 is not the model view/],
  ['prompt', edited(0, 'Riga', 'Rige'), /line 2 \/messages\/0 is not the prompt/],
  [
    'arguments',
    edited(0, '{"city":"riga"}', '{"city":"oslo"}'),
    /\/messages\/4 recording \w+ is not of the request of c1/,
  ],
  [
    'no recording',
    edited(0, '"tier":"exact","recording":"', '"tier":"exact","recording":"x'),
    /recording x\w+ of c1 is none of harbour\/list_boats/,
  ],
  [
    'an answer from nowhere',
    edited(0, '"tier":"miss","recording":null', '"tier":"normalized","recording":null'),
    /the answer to x1 names no recording/,
  ],
  [
    'an answer left out',
    edited(0, '{"call":"x1","tier":"miss","recording":null},', ''),
    /\/messages\/2 stands without an entry in \/answers/,
  ],
  [
    'an answer too many',
    edited(0, '"answers":[', '"answers":[{"call":"zz","tier":"miss","recording":null},'),
    /\/answers name zz/,
  ],
  [
    'a result of no call',
    edited(0, '"tool_call_id":"c1"', '"tool_call_id":"c9"'),
    /answers no call/,
  ],
  [
    'reward',
    edited(1, '"reward":0', '"reward":1'),
    /line 3 \/reward\/reward is not that of its answer/,
  ],
  ['partial', edited(2, '"partial":0', '"partial":0.5'), /\/reward\/partial is not/],
  ['answer', edited(0, '"seats":26', '"seats":27'), /\/reward\/reward is not that of its answer/],
  ['tiers', edited(0, '"exact":2', '"exact":3'), /\/reward\/calls is not that of its answer/],
  ['detail', edited(1, 'no answer was given', 'an answer was given'), /\/reward is not that/],
  [
    'tools',
    edited(0, '"harbour/list_boats","harbour/open_boats","geo', '"harbour/list_boats","geo'),
    /\/tools are not/,
  ],
  ['model', edited(0, '"solver-1"', '"solver-2"'), /\/model is not the solver/],
  ['solver prompt', edited(0, '"version":1', '"version":2'), /\/prompt is not the one/],
  ['twice', edited(1, '"attempt":2', '"attempt":1'), /\/attempt 1 stands twice/],
  ['one less', rowsOf(boats, attemptsAt(boats).slice(0, 2)), /speaks of 3 rollouts, 2 stand/],
  ['passed', rowsOf(boats, attemptsAt(boats).slice(1)), /says that 1 rollouts passed, here 0 did/],
  [
    'a task without',
    {
      ...rowsFor([sampleTasks[1] as Task]),
      trajectories: [goldenRow(boats), ...attemptsAt(boats)],
    },
    /its task speaks of no rollouts/,
  ],
  [
    'estimate',
    tasked('"pass_at_k":{"1":0.3', '"pass_at_k":{"1":0.5'),
    /\/solve\/rollouts\/pass_at_k is not the estimate from 1 of 3/,
  ],
  ['estimate, left out', tasked(',"2":0,"3":0}', ',"2":0}'), /\/pass_hat_k is not/],
  ['counts', tasked('"passed":1', '"passed":4'), /more passed than there were/],
  [
    'difficulty',
    tasked('"level":"medium"', '"level":"easy"'),
    /\/difficulty\/level is easy; 1 of 3/,
  ],
  [
    'basis',
    tasked('"basis":"measured"', '"basis":"structural"'),
    /\/difficulty\/basis is structural/,
  ],
  ['opinion', tasked('"clarity":5', '"clarity":1'), /\/verdict\/decision does not follow/],
  [
    'rule of a decision',
    rowsOf(
      {
        ...boats,
        verdict: {
          ...boats.verdict,
          decision: {
            rule: { least: 1, mean: 1, quorum: 'any' },
            sentence:
              '1 of 1 judges content, any asked; no opinion of judge-2: the reply was cut off',
          },
        },
      },
      attemptsAt(boats),
    ),
    /\/verdict\/decision\/rule is not the rule of the manifest/,
  ],
  [
    'no decision',
    rowsOf({ ...boats, verdict: { ...boats.verdict, decision: undefined } }, attemptsAt(boats)),
    /\/verdict\/decision stands where models were asked/,
  ],
  [
    'prompt of a judge',
    tasked('"name":"judge","version":1', '"name":"judge","version":2'),
    /manifest\.json \/models do not name the prompt judge of judge/,
  ],
  [
    'an unheard-of check',
    tasked('"name":"replay"', '"name":"solvable"'),
    /\/verdict\/checks are not/,
  ],
])('tampering is named: %s', async (_, rows, place) => {
  expect(namedIn(await reportOf(rows, meta))).toMatch(place);
});

test('checks that a solver showed stand behind all others, and agree with its counts', async () => {
  const { checks } = boats.verdict;
  const more = (...names: string[]) => ({
    ...boats,
    verdict: {
      ...boats.verdict,
      checks: [...checks, ...names.map((name) => ({ name, passed: true, evidence: 'all' }))],
    },
  });
  const of = async (task: Task) => namedIn(await reportOf(rowsOf(task, attemptsAt(task)), meta));
  expect(await of(more('solvable', 'closed-book'))).toBe('');
  expect(await of(more('closed-book', 'solvable'))).toMatch(/are not, in this order/);
  const unsafe = attempts(boats, 0, '"tier":"miss"', '"tier":"simulated"').map((row, at) => {
    const { reward } = row;
    const tiers = { ...reward.calls.tiers, miss: 0, simulated: 1 };
    const told = { ...reward, label_safe: false, calls: { ...reward.calls, tiers } };
    return at === 0 ? { ...row, reward: told } : row;
  });
  const over = async (task: Task, rows: readonly RolloutRow[]) =>
    namedIn(await reportOf(rowsOf(task, rows), meta));
  const doubted = /says solvable, but no rollout passed on answers that cannot contradict/;
  expect(await over(boats, unsafe)).toBe('');
  expect(await over(more('solvable'), unsafe)).toMatch(doubted);
  // Said to be safe, it is not.
  const lie = unsafe.map((row) => ({ ...row, reward: { ...row.reward, label_safe: true } }));
  expect(await over(more('solvable'), lie)).toMatch(doubted);
  expect(await over(more('solvable'), lie)).toMatch(/\/reward\/label_safe is not that of/);
  const { rollouts } = boats.solve;
  if (!rollouts) throw new Error('none');
  const closed_book = { n: 1, passed: 1 };
  const known = {
    ...more('closed-book'),
    solve: { replay: true, rollouts: { ...rollouts, closed_book } },
  };
  expect(await of(known)).toMatch(/say closed-book, but an attempt without tools passed/);
  // A closed book may be all that was tried.
  const [sample] = sampleTasks as [Task];
  const tried = (name: string) => ({
    ...sample,
    verdict: { ...sample.verdict, checks: [...checks, { name, passed: true, evidence: 'all' }] },
  });
  const withTried = async (name: string) => namedIn(await reportOf(rowsFor([tried(name)]), meta));
  expect(await withTried('closed-book')).toBe('');
  expect(await withTried('solvable')).toMatch(/say solvable, but there are no rollouts/);
});

test('what cannot be written as canonical JSON was a miss, and is no crash', async () => {
  const odd = attempts(boats, 0, '{"query":"nowhere"}', '{"query":"\\ud800"}');
  expect(namedIn(await reportOf(rowsOf(boats, odd), meta))).toBe('');
});

test.each<[string, Partial<BundleMeta>, RegExp]>([
  ['models', { models: undefined }, /\/models is missing, though the engine is anthropic/],
  ['no rule', { decision: undefined }, /\/verdict\/decision\/rule is not the rule of the manifest/],
  ['yield', { yield: { ...modelMeta.yield, accepted: 3 } as never }, /\/yield\/accepted says 3/],
  ['sum', { ledger: { ...modelMeta.ledger, dollars: 0.5 } as never }, /\/ledger\/dollars is not/],
  [
    'share',
    { ledger: { ...modelMeta.ledger, per_accepted_task: null } as never },
    /\/ledger\/per_accepted_task is not/,
  ],
])('a manifest that states otherwise is named: %s', async (_, stated, place) => {
  expect(namedIn(await reportOf(rowsWithRollouts(), { ...modelMeta, ...stated }))).toMatch(place);
});
