import { expect, test } from 'vitest';
import { refused } from '../testing/asked.ts';
import {
  aTown,
  coast,
  joining,
  landOf,
  looksUp,
  museums,
  rowOf,
  TOWN,
} from '../testing/harbours.ts';
import { operators, without } from '../testing/machines.ts';
import { columnsIn, explore, written } from '../testing/world.ts';
import { writeTasks } from '../writer.ts';
import { farther } from './farther.ts';
import { traceJoint } from './trace.ts';

const NOTHING = 'points: the records give nothing to compute or compare';
const towns = (...names: string[]) =>
  joining(
    'points',
    names.map((name) => looksUp(name)),
  );

test('legs first, then joins, each call once', () => {
  const tools = explore(towns('Brimhaven', 'Lowick', 'Zadran')(3), coast).map(({ tool }) => tool);
  expect(tools.slice(0, 3)).toEqual([TOWN, TOWN, TOWN]);
  for (const tool of tools.slice(3)) expect(tool).toMatch(/^(maps|calc)\//);
});

test('cut short anywhere, it says so and goes on where it was', () => {
  const plan = towns('Brimhaven', 'Lowick')(1);
  const history = explore(plan, coast);
  for (let made = 0; made < history.length; made += 1) {
    const { step } = traceJoint(plan, history.slice(0, made));
    const { tool, arguments: args } = history[made] ?? {};
    expect(step).toEqual({ call: { tool, arguments: args } });
    expect(writeTasks(plan, history.slice(0, made), columnsIn(coast))).toEqual({
      proposals: [],
      misfits: [{ frame: 'points', reason: 'cut short' }],
    });
  }
  expect(writeTasks(plan, history, columnsIn(coast)).proposals).toHaveLength(1);
});

test('nothing is measured from a place to itself, or from a country', () => {
  expect(refused(towns('Lowick', 'Lowick'))).toEqual([NOTHING]);
  const twin = aTown('Lowick East', 'Ireland', '51.85139', '-8.29917');
  expect(refused(towns('Lowick', 'Lowick East'), [...coast, twin])).toEqual([NOTHING]);
  const land = { ...looksUp('Norway'), start: landOf('Norway').start };
  expect(refused(joining('points', [land, looksUp('Lowick')]))).toEqual([NOTHING]);
});

test('a town of which there are two of that name is not found', () => {
  const two = aTown('Hillford', 'Ireland', '53.10000', '-7.20000', 'Hillford');
  expect(refused(towns('Hillford', 'Lowick'), [...coast, two])).toEqual([
    'points: no record to settle on',
  ]);
});

test('a failing operator, or one that answers otherwise than in its trials, gives the reason', () => {
  const plan = towns('Brimhaven', 'Lowick', 'Zadran');
  const broken = operators.map((operator) => ({ ...operator, tool: `old/${operator.tool}` }));
  const [reason] = refused((seed) => ({ ...plan(seed), operators: broken }));
  expect(reason).toMatch(/^points: old\/maps\/(distance|midpoint)_tool failed: not in this world$/);
  const otherwise = operators.map((operator) =>
    operator.kind === 'numbers'
      ? { ...operator, result: { kind: 'leaf' as const, key: 'result' } }
      : operator,
  );
  expect(refused((seed) => ({ ...plan(seed), operators: otherwise }))).toEqual([
    `${farther.name}: the answer gives no number`,
  ]);
});

test('both equally far gives the reason', () => {
  const start = aTown('Midway', 'Ireland', '52.00000', '0.00000');
  const east = aTown('Eastness', 'Ireland', '52.00000', '4.00000');
  const west = aTown('Westness', 'Ireland', '52.00000', '-4.00000');
  const plan = joining(
    'points',
    ['Midway', 'Eastness', 'Westness'].map((name) => looksUp(name)),
    without('maps/midpoint_tool', 'calc/sub'),
  );
  expect(refused(plan, [start, east, west])).toEqual([`${farther.name}: both are equally far`]);
});

test('two legs that cannot be told apart in words give the reason', () => {
  const same = joining('points', [rowOf(museums, 'named', 1), rowOf(museums, 'named', 1)]);
  const plan = (seed: number) => {
    const { legs, ...rest } = same(seed);
    return { ...rest, legs: legs.map((leg) => ({ ...leg, seed })) };
  };
  expect(refused(plan)).toEqual([NOTHING]);
  expect(written(plan(1), coast).proposals).toEqual([]);
});
