import type { JointPlan } from '@firefly/domain/exploration/plan';
import { randomOf } from '@firefly/domain/random';
import { alike } from './alike.ts';
import { fare } from './fare.ts';
import { farther } from './farther.ts';
import type { JointKind, JointLegs, JointQuestion } from './kind.ts';
import { midpoint } from './midpoint.ts';
import { overTime } from './over-time.ts';
import { per } from './per.ts';
import { relation } from './relation.ts';
import { share } from './share.ts';
import { spread } from './spread.ts';

/** Every kind of joint question, by how the legs meet. */
export const KINDS: Readonly<Record<JointPlan['shape'], readonly JointKind[]>> = {
  alike: [alike],
  points: [relation, midpoint, farther, fare],
  numbers: [per, overTime, share, spread],
};

/** The question a joint exploration is for: by seed, among the kinds that fit its legs. */
export function jointQuestion(
  given: JointLegs,
): (JointQuestion & Pick<JointKind, 'name'>) | undefined {
  const fitting = KINDS[given.plan.shape].flatMap((kind) => {
    const opened = kind.open(given);
    return opened === undefined ? [] : [{ name: kind.name, ...opened }];
  });
  return randomOf(given.plan.seed, 'kind').pick(fitting);
}
