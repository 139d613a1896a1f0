import { expect, test } from 'vitest';
import type { Edge } from '../tool-graph/edge.ts';
import type { PointOperator } from '../tool-graph/points.ts';
import type { WalkPlan } from './plan.ts';
import { plannedTools } from './planned-tools.ts';

const call = (tool: string) => ({ tool, arguments: {} });
const walk = (start: string, ...menu: string[]): WalkPlan => ({
  ...({ kind: 'walk', seed: 1, names: null, pick: 'extreme', hops: 1 } as const),
  start: [call(start), call(start)],
  menu: menu.map((to) => ({ from: start, to }) as Edge),
});

test('a trial is about the tools it calls, each once', () => {
  const calls = ['maps/find', 'maps/near', 'maps/find'].map(call);
  expect(plannedTools({ kind: 'trial', calls })).toEqual(['maps/find', 'maps/near']);
});

test('a walk is about where it starts, and then where it may go', () => {
  const plan = walk('maps/find', 'maps/near', 'time/now');
  expect(plannedTools(plan)).toEqual(['maps/find', 'maps/near', 'time/now']);
});

test('a joint exploration is about its legs, and then what joins them', () => {
  const operators = [{ tool: 'geometry/distance' } as PointOperator];
  const legs = [walk('maps/find'), walk('maps/find', 'maps/near')];
  expect(plannedTools({ kind: 'joint', seed: 1, shape: 'points', legs, operators })).toEqual([
    ...['maps/find', 'maps/near', 'geometry/distance'],
  ]);
});
