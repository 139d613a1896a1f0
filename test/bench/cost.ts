import { readManifest } from '@firefly/bundle/reader';
import { modelStages } from '@firefly/contracts/model';
import { runWithModel } from './cost/run.ts';
import type { Bench, Finding } from './kit/bench.ts';
import { measured, median } from './kit/finding.ts';

/**
 * What a task costs in tokens: every request really sent by a run over the example's servers, whose model
 * follows a script, counted by a public tokenizer; what a cache would have held counts in full.
 */

const TASKS = 24;
/** A hundredth of what the paper spent on each of its tasks. */
const MOST_TOKENS = 45_700;

export const bench: Bench = async (kit) => {
  const { count, bundle, summary } = await runWithModel(kit, TASKS);
  const { yield: made } = await readManifest(bundle);
  const { accepted } = summary;
  const of = (name: (typeof modelStages)[number]) =>
    count.stages.get(name) ?? { requests: 0, input: 0, output: 0 };
  const tokens = (name: (typeof modelStages)[number]): number => of(name).input + of(name).output;
  const making = modelStages.filter((name) => name !== 'solve');
  const sum = making.reduce((all, name) => all + tokens(name), 0);
  const menus = count.explorations();
  const stages = modelStages.flatMap((name): Finding[] => [
    measured(`${name}, tokens a task`, 'tokens', tokens(name) / accepted),
    measured(`${name}, requests`, 'requests', of(name).requests),
    measured(`${name}, tokens of a request`, 'tokens', of(name).input / of(name).requests),
    measured(`${name}, tokens of a reply`, 'tokens', of(name).output / of(name).requests),
  ]);
  return [
    measured('tokens an accepted task, without rollouts', 'tokens', sum / accepted, {
      ...{ of: 'value', atMost: MOST_TOKENS },
    }),
    measured('rollouts, tokens an accepted task', 'tokens', tokens('solve') / accepted),
    ...stages,
    measured('tasks accepted', 'tasks', accepted),
    measured('drafts that could be built', 'drafts', made?.drafts ?? 0),
    measured('explorations', 'explorations', menus.length),
    measured('tools of a menu, median', 'tools', median(menus.map(({ tools }) => tools))),
    measured('calls of an exploration, median', 'calls', median(menus.map(({ calls }) => calls))),
    measured(
      'calls of an exploration, fewest',
      'calls',
      Math.min(...menus.map(({ calls }) => calls)),
    ),
  ];
};
