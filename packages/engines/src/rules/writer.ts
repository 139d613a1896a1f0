import type { CompletedCall, JointPlan, WalkPlan } from '@firefly/domain/exploration/plan';
import { randomOf } from '@firefly/domain/random';
import type { Misfit, Proposal } from '@firefly/domain/synthesis/proposal';
import type { Frame, FrameInput } from './frame.ts';
import { attributeOfNamed } from './frames/attribute-of-named.ts';
import { belonging } from './frames/belonging.ts';
import { chain } from './frames/chain.ts';
import { comparison } from './frames/comparison.ts';
import { document } from './frames/document.ts';
import { extreme } from './frames/extreme.ts';
import { members } from './frames/members.ts';
import { total } from './frames/total.ts';
import { jointFlows } from './joint/flows.ts';
import { traceJoint } from './joint/trace.ts';
import { traceWalk, type Walk } from './walk.ts';

/** Every frame of the `rules` engine. */
export const FRAMES: readonly Frame[] = [
  attributeOfNamed,
  extreme,
  total,
  comparison,
  members,
  belonging,
  chain,
  document,
];

/** What the frames made of one walk. */
export interface Written {
  readonly proposals: readonly Proposal[];
  readonly misfits: readonly Misfit[];
}

/** Writes the task of a joint exploration, or says why there is none. */
function writeJoint(
  plan: JointPlan,
  history: readonly CompletedCall[],
  columnsOf: FrameInput['columnsOf'],
): Written {
  const { step, complete } = traceJoint(plan, history);
  if (complete === undefined) {
    const reason = 'reason' in step ? step.reason : 'cut short';
    return { proposals: [], misfits: [{ frame: plan.shape, reason }] };
  }
  const { question, legs, made } = complete;
  const asked = question.ask(made, columnsOf);
  if (typeof asked === 'string')
    return { proposals: [], misfits: [{ frame: question.name, reason: asked }] };
  const proposal = { frame: question.name, ...asked, flows: jointFlows(legs, made) };
  return { proposals: [proposal], misfits: [] };
}

/** A task about a file that was searched for begins with the search. */
const withSearch = ({ searched }: Walk, proposal: Proposal): Proposal =>
  searched === undefined
    ? proposal
    : {
        ...proposal,
        prompt: [...searched.lead, ...proposal.prompt],
        flows: [searched.flow, ...proposal.flows],
      };

/** Writes the tasks a finished exploration gives, or says per frame why it gives none. */
export function writeTasks(
  plan: WalkPlan | JointPlan,
  history: readonly CompletedCall[],
  columnsOf: FrameInput['columnsOf'],
): Written {
  if (plan.kind === 'joint') return writeJoint(plan, history, columnsOf);
  const walk = traceWalk(plan, history);
  if ('call' in walk.step)
    return { proposals: [], misfits: [{ frame: 'walk', reason: 'cut short' }] };
  if (walk.step.stop === 'stuck')
    return { proposals: [], misfits: [{ frame: 'walk', reason: walk.step.reason }] };
  const proposals: Proposal[] = [];
  const misfits: Misfit[] = [];
  for (const frame of walk.listing === undefined ? FRAMES : [belonging]) {
    const random = randomOf(plan.seed, frame.name);
    const given = frame.propose({ plan, walk, random, columnsOf });
    if (typeof given === 'string') misfits.push({ frame: frame.name, reason: given });
    else proposals.push(...(given ?? []).map((each) => withSearch(walk, each)));
  }
  return { proposals, misfits };
}
