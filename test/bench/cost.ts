import { readManifest } from '@firefly/bundle/reader';
import { halfRejected, looked } from './cost/half.ts';
import { runWithModel } from './cost/run.ts';
import { allOf, sums } from './cost/sent.ts';
import type { Bench, Finding } from './kit/bench.ts';
import { measured, median } from './kit/finding.ts';

/**
 * What a task costs in tokens: every request really sent by a run over the example's servers, whose model
 * follows a script, counted by a public tokenizer; what a cache would have held counts in full.
 */

const TASKS = 16;
/** A hundredth of what the paper spent on each of its tasks. */
const MOST_TOKENS = 45_700;

const total = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

export const bench: Bench = async (kit) => {
  const { count, bundle, summary } = await runWithModel(kit, TASKS);
  const { yield: made, ledger } = await readManifest(bundle);
  const { accepted } = summary;
  const stages = sums(count);
  const each = (rollouts: boolean): number =>
    total(
      stages
        .filter(([asked]) => ['solve', 'closed'].includes(asked) === rollouts)
        .map(([, used]) => allOf(used) / accepted),
    );
  const asJson = stages
    .filter(([asked]) => !['solve', 'closed'].includes(asked))
    .map(([, { body, output }]) => (body + output) / accepted);
  const half = halfRejected(count, accepted);
  const menus = looked(count);
  return [
    measured(
      'tokens an accepted task without rollouts, half rejected',
      'tokens',
      total(half.map(([, tokens]) => tokens)),
      { of: 'value', atMost: MOST_TOKENS },
    ),
    ...half.map(([asked, tokens]) => measured(`of it ${asked}`, 'tokens', tokens)),
    measured('rollouts of an accepted task as the run went', 'tokens', each(true)),
    measured('an accepted task without rollouts as the run went', 'tokens', each(false)),
    measured('the same with requests counted as JSON', 'tokens', total(asJson)),
    ...stages.flatMap(([asked, { requests, input, output }]): Finding[] => [
      measured(`${asked}, requests`, 'requests', requests),
      measured(`${asked}, a request`, 'tokens', input / requests),
      measured(`${asked}, a reply`, 'tokens', output / requests),
    ]),
    ...(ledger?.rows ?? []).flatMap(({ stage, usage: { input, cached, written } }): Finding[] => [
      measured(
        `${stage}, out of a cache`,
        '% of input',
        (100 * cached) / (input + cached + written),
      ),
      measured(
        `${stage}, into a cache`,
        '% of input',
        (100 * written) / (input + cached + written),
      ),
    ]),
    measured('tasks accepted', 'tasks', accepted),
    measured('tasks that passed all checks', 'tasks', made?.passed_checks ?? 0),
    measured('explorations', 'explorations', count.of('explore').length),
    measured('of them with 8 tools and 4 calls', 'explorations', menus.length),
    measured('their calls, median', 'calls', median(menus.map(({ calls }) => calls))),
    measured('their requests, median', 'requests', median(menus.map(({ requests }) => requests))),
  ];
};
