import type { JointPlan } from '@firefly/domain/exploration/plan';
import { randomOf } from '@firefly/domain/random';
import type { Walk } from '../walk.ts';
import { alike } from './alike.ts';
import { fare } from './fare.ts';
import { farther } from './farther.ts';
import type { JointKind } from './kind.ts';
import { midpoint } from './midpoint.ts';
import { overTime } from './over-time.ts';
import { per } from './per.ts';
import { relation } from './relation.ts';
import { share } from './share.ts';
import { spread } from './spread.ts';

const KINDS: Readonly<Record<JointPlan['shape'], readonly JointKind[]>> = {
  alike: [alike],
  points: [relation, midpoint, farther, fare],
  numbers: [per, overTime, share, spread],
};

/** The kind of question a joint exploration is for: by seed, among those that fit its legs. */
export const jointKind = (plan: JointPlan, legs: readonly Walk[]): JointKind | undefined =>
  randomOf(plan.seed, 'kind').pick(KINDS[plan.shape].filter((kind) => kind.fits({ plan, legs })));
