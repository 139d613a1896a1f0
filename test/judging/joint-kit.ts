import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import type { TaskDraft } from '@firefly/domain/dataset/task';
import type { JointPlan } from '@firefly/domain/exploration/plan';
import type { JudgingContext } from '@firefly/domain/judging/context';
import type { Evaluate } from '@firefly/domain/ports';
import { assemble, isMisfit } from '@firefly/domain/synthesis/assemble';
import { layOutProposal } from '@firefly/domain/synthesis/laid-out';
import type { Proposal } from '@firefly/domain/synthesis/proposal';
import type { TriedCall } from '@firefly/domain/tool-graph/standing';
import { coast, TOWN } from '@firefly/engines/rules/testing/harbours';
import { machines, trials } from '@firefly/engines/rules/testing/machines';
import { explore, READ, type World, written } from '@firefly/engines/rules/testing/world';
import { aCall, aCatalog, aTool } from '@firefly/testing/builders/parts';

const text = { type: 'string' };
const [files, readText] = READ.split('/') as [string, string];
const [places, searchCities] = TOWN.split('/') as [string, string];

const tools: readonly Tool[] = [
  aTool(files, readText, 'Reads a file.', { path: text }),
  aTool(places, searchCities, 'Searches for cities by name.', { query: text }),
  aTool(places, 'search_countries', 'Searches for countries by name.', { query: text }),
  ...machines,
];
const catalog = aCatalog(...tools);

/** What the judge knows of the coast: every answer of it, and the trials of the tools that compute. */
export function coastContext(evaluate: Evaluate, world: World = coast): JudgingContext {
  const known: readonly TriedCall[] = [...world, ...trials];
  return {
    tools: catalog,
    evaluate,
    varying: () => [],
    recordings: (fingerprint) =>
      known.flatMap(({ tool, arguments: args, observation }) =>
        catalog.get(tool)?.fingerprint === fingerprint && observation !== null
          ? [{ arguments: args, observation }]
          : [],
      ),
    conflicts: () => [],
  };
}

/** The draft of a joint exploration under its seed; its proposal may be changed on the way. */
export async function draftOf(
  plan: JointPlan,
  evaluate: Evaluate,
  world: World = coast,
  change: (proposal: Proposal) => Proposal = (proposal) => proposal,
): Promise<TaskDraft | undefined> {
  const [proposal] = written(plan, world).proposals;
  if (proposal === undefined) return undefined;
  const calls = explore(plan, world).map(({ tool, arguments: args, observation }, at) => {
    const known = tools.find((each) => toolId(each) === tool);
    if (known === undefined || observation === null) throw new Error(`${tool} gave nothing`);
    return aCall(`c${at + 1}`, known, args, observation);
  });
  const offered = [...new Set(calls.map(({ server, tool }) => `${server}/${tool}`))];
  const made = await assemble({
    proposal: layOutProposal(change(proposal)),
    engine: 'rules',
    calls,
    tools: catalog,
    offered,
    seed: plan.seed,
    evaluate,
  });
  if (isMisfit(made)) throw new Error(made.reason);
  return made;
}
