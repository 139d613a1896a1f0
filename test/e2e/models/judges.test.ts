import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { criteria, isGiven } from '@firefly/domain/judging/opinions/opinion';
import type { Script } from '@firefly/llm/testing/scripted';
import { runSummary } from '@firefly/pipeline/summary';
import { expect, test, vi } from 'vitest';
import { tasksOf } from '../bundle-of.ts';
import { brain } from './brain.ts';
import { depot } from './depot.ts';
import { refusal } from './faults.ts';
import { calling } from './replying.ts';
import { askedBy } from './request.ts';
import { scriptedPlace } from './scripted-run.ts';

vi.setConfig({ testTimeout: 300_000 });

/** What each judge gives whatever it reads, but for one criterion of its own. */
const tastes: Readonly<Record<string, { usual: number; but?: Record<string, number> }>> = {
  kind: { usual: 5 },
  fair: { usual: 4, but: { clarity: 5 } },
  dry: { usual: 4, but: { realism: 3 } },
};

const panel: Script = async (request) => {
  const reply = await brain(request);
  if (askedBy(request) !== 'judge') return reply;
  const taste = tastes[request.model];
  if (taste === undefined) return refusal(request, reply);
  const scores = criteria.map((criterion) => ({
    ...{ criterion, reason: `So says ${request.model}.` },
    score: taste.but?.[criterion] ?? taste.usual,
  }));
  return calling('Here you are.', [{ tool: 'give_opinion', arguments: { scores } }]);
};

test('judges differ, one says nothing, and a bundle shows who said what and how far they agree', async () => {
  const scripted = await scriptedPlace(panel);
  const { place } = scripted;
  try {
    const servers = await place.serve('mcp.json', { depot: depot() });
    const judges = ['--models', 'judge=kind+fair+dry+mute', '--decision', 'mean=4'];
    const end = await scripted.run(servers, 'one', '--tasks', '2', ...judges);
    expect(end, end.err).toMatchObject({ code: 0 });
    expect(await place.run('verify', 'one')).toMatchObject({ code: 0, err: '' });

    const tasks = await tasksOf(place.at('one'));
    expect(tasks).toHaveLength(2);
    for (const { verdict } of tasks) {
      expect(verdict.judges.map(({ model }) => model)).toEqual(['kind', 'fair', 'dry', 'mute']);
      const given = verdict.judges.filter(isGiven);
      expect(given.map(({ scores }) => [scores.clarity, scores.realism, scores.fit_of_answer]))
        // In the order of the judges, whatever order each was asked in.
        .toEqual([
          [5, 5, 5],
          [5, 4, 4],
          [4, 3, 4],
        ]);
      expect(given.map(({ reasons }) => reasons.clarity)).toContain('So says fair.');
      expect(verdict.judges.at(-1)).toMatchObject({
        failed: 'the model refused: I would rather not.',
      });
      expect(verdict.decision?.sentence).toBe(
        '2 of 3 judges content, majority asked; dry finds a mean of 3.8 where 4 is asked; no opinion of mute: the model refused: I would rather not.',
      );
    }

    const agreement = {
      clarity: { exact: 1 / 3, within_one: 1 },
      realism: { exact: 0, within_one: 2 / 3 },
      fit_of_answer: { exact: 1 / 3, within_one: 1 },
    };
    const manifest = await scripted.manifest('one');
    expect(manifest.agreement).toMatchObject({ criteria: agreement });
    expect(manifest.agreement?.tasks).toBeGreaterThanOrEqual(2);
    const asked = manifest.ledger?.rows.filter(({ stage }) => stage === 'judge') ?? [];
    expect(asked.map(({ model }) => model).toSorted()).toEqual(['dry', 'fair', 'kind', 'mute']);
    const summary = runSummary.loose().parse(JSON.parse(end.out));
    expect(summary.models?.agreement).toEqual(manifest.agreement);
    const card = await readFile(join(place.at('one'), 'README.md'), 'utf8');
    expect(card).toContain('| clarity | 33.3 % | 100.0 % |');
    expect(card).toContain('| realism | 0.0 % | 66.7 % |');
  } finally {
    await scripted.close();
  }
});
