import { modelsOf } from '@firefly/contracts/model-spec';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { Run } from '@firefly/db/repositories/runs';
import { toolId } from '@firefly/domain/catalog/tool';
import { knownValues } from '@firefly/domain/exploration/known-values';
import type { MenuPlan } from '@firefly/domain/exploration/plan';
import type { Json } from '@firefly/domain/json';
import { graphColumns } from '@firefly/domain/tool-graph/graph-columns';
import { standings } from '@firefly/domain/tool-graph/standing';
import { exploreLimits, exploreNext, type MenuInput } from '@firefly/engines/anthropic/explorer';
import { mustAskModels } from './asked-models.ts';
import { type Asker, makeAsker, NoReplyError } from './asker.ts';
import { modelsSpent, overspent } from './budget.ts';
import { loadCatalog } from './catalog.ts';
import type { Dependencies } from './dependencies.ts';
import type { Answered } from './effects.ts';
import type { Exploring } from './exploring.ts';

/** What exploring with a model needs. */
export type MenuDependencies = Pick<Dependencies, 'db' | 'models' | 'evidenceAfter'>;

/** The tools of a menu, and what is known to work with them (rule 2.12: as of the wave before). */
async function menuInput(
  { db, evidenceAfter }: MenuDependencies,
  { id }: Run,
  wave: number,
  plan: MenuPlan,
  calls: number | undefined,
): Promise<MenuInput> {
  const { byId, kept, policies } = await loadCatalog(db, id);
  const { observed, tried } = await evidenceAfter(id, wave - 1);
  const menu = new Set(plan.tools);
  const known = standings(plan.edges, graphColumns(observed), tried);
  const tools = kept.filter((tool) => menu.has(toolId(tool)));
  const values = knownValues({ tools, policies, tried, standings: known });
  const limits =
    calls === undefined
      ? exploreLimits
      : { ...exploreLimits, calls: Math.min(calls, exploreLimits.calls) };
  return { plan, tools: byId, values, limits };
}

const madeOf = ({ recording }: Answered) => ({
  tool: toolId({ server: recording.server, name: recording.tool }),
  arguments: recording.arguments,
  result: JSON.parse(recording.response) as Json,
  failure: recording.failure,
});

/**
 * An exploration that a model leads. Its replies and calls are folded in the order in which they were made,
 * so what a cut-off attempt has paid for is read from its rows.
 */
export function exploringMenu(
  deps: MenuDependencies,
  run: Run,
  { wave, index }: { readonly wave: number; readonly index: number },
  plan: MenuPlan,
  earlier: readonly Answered[],
): Exploring {
  const spec = parseSpec(run.spec);
  const owner = `explore/${wave}/${index}`;
  const budget = spec.budgets?.exploration;
  const started = performance.now();
  const pending = [...earlier];
  const replies: Parameters<typeof exploreNext>[1][number][] = [];
  const calls: ReturnType<typeof madeOf>[] = [];
  let input: MenuInput | undefined;
  let asker: Asker | undefined;

  const spent = async (): Promise<string | null> => {
    const ms = performance.now() - started;
    const all = { calls: 0, ms, ...(await modelsSpent(deps.db, budget, run.id, owner)) };
    return overspent({ ...budget, calls: undefined }, all, "the exploration's");
  };

  return {
    async next(signal) {
      input ??= await menuInput(deps, run, wave, plan, budget?.calls);
      const model = modelsOf(mustAskModels(spec)).explore;
      asker ??= makeAsker(deps, { run, owner, stage: 'explore', model, spent });
      for (;;) {
        const step = exploreNext(input, replies, calls);
        if ('ask' in step)
          try {
            replies.push(await asker.ask(step.ask, step.stamp, signal));
          } catch (error) {
            if (error instanceof NoReplyError) return { stop: 'stuck', reason: error.message };
            throw error;
          }
        else {
          const made = 'call' in step ? pending.shift() : undefined;
          if (made === undefined) return step;
          calls.push(madeOf(made));
        }
      }
    },
    made: (answered) => void calls.push(madeOf(answered)),
  };
}
