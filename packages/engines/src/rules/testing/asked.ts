import type { JointPlan } from '@firefly/domain/exploration/plan';
import type { Proposal } from '@firefly/domain/synthesis/proposal';
import { coast } from './harbours.ts';
import { promptOf, type World, written } from './world.ts';

const SEEDS = Array.from({ length: 120 }, (_, seed) => seed);

/** The proposals of a joint exploration over many seeds. */
const proposalsOver = (plan: (seed: number) => JointPlan, world: World): Proposal[] =>
  SEEDS.flatMap((seed) => written(plan(seed), world).proposals);

/** The prompt with each number that the seed chose as a #. */
const shapeOf = (proposal: Proposal): string => {
  const prompt = proposal.prompt.map((part) =>
    typeof part !== 'string' && typeof part.value === 'number' ? '#' : part,
  );
  return promptOf({ ...proposal, prompt });
};

/** Every sentence that a kind makes of a joint exploration, over many seeds, sorted; its chosen numbers as #. */
export const asked = (
  kind: { readonly name: string },
  plan: (seed: number) => JointPlan,
  world: World = coast,
): string[] =>
  [
    ...new Set(
      proposalsOver(plan, world)
        .filter(({ frame }) => frame === kind.name)
        .map(shapeOf),
    ),
  ].sort();

/** Which kinds a joint exploration gives tasks of, over many seeds. */
export const kindsOver = (plan: (seed: number) => JointPlan, world: World = coast): string[] =>
  [...new Set(proposalsOver(plan, world).map(({ frame }) => frame))].sort();

/** Every reason why it gives none, with the kind or the shape that says so. */
export const refused = (plan: (seed: number) => JointPlan, world: World = coast): string[] => [
  ...new Set(
    SEEDS.flatMap((seed) =>
      written(plan(seed), world).misfits.map(({ frame, reason }) => `${frame}: ${reason}`),
    ),
  ),
];
