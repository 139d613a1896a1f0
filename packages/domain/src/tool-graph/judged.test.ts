import { aTool } from '@firefly/testing/builders/parts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ServerPolicy } from '../catalog/tool.ts';
import type { Confidence, Edge, Evidence } from './edge.ts';
import { graphColumns } from './graph-columns.ts';
import { type JudgedPair, type JudgedWorld, withJudgements } from './judged.ts';
import { standings } from './standing.ts';

const text = { type: 'string' };
const shops = aTool('files', 'read_shops', 'Reads shops.', {});
const staff = aTool('staff', 'find_person', 'Finds a person.', { who: text });
const weather = aTool('sky', 'forecast', 'Forecasts.', { latitude: text, longitude: text });
const call = {
  tool: 'files/read_shops',
  arguments: {},
  observation: [
    { name: 'Quai', manager: 'Ann Abel', lat: '45.5' },
    { name: 'Sud', manager: 'Bo Berg', lat: '46.1' },
  ],
};
const world: JudgedWorld = {
  tools: [shops, staff, weather],
  columns: graphColumns([call]),
  policies: new Map(),
};
const ends = {
  from: 'files/read_shops',
  fromPath: '/*/manager',
  to: 'staff/find_person',
  toPath: '/who',
};
const pair = (
  confidence: JudgedPair['confidence'],
  changes: Partial<JudgedPair> = {},
): JudgedPair => ({
  ...ends,
  why: 'a manager is a person',
  ...changes,
  confidence,
});
const known = (confidence: Confidence, ...evidence: Evidence[]): Edge => ({
  ...ends,
  meaning: 'manager',
  confidence,
  evidence,
});
const weighed = (edge: Edge, ...pairs: JudgedPair[]) => withJudgements([edge], pairs, world);

test('what a model alone knows of becomes an edge that can be tried', () => {
  const [edge, ...others] = withJudgements([], [pair('medium')], world);
  expect(others).toEqual([]);
  expect(edge).toEqual({ ...known('medium', 'judged'), meaning: 'manager' });
  const [standing] = standings(edge ? [edge] : [], world.columns, []);
  expect(standing?.untried).toEqual(['Ann Abel', 'Bo Berg']);
});

test('an edge over which alone no call can be made is partial, and is not tried', () => {
  const to = { to: 'sky/forecast', toPath: '/latitude', fromPath: '/*/name' };
  const edges = withJudgements([], [pair('high', to)], world);
  expect(edges).toMatchObject([{ partial: true, confidence: 'high' }]);
  expect(standings(edges, world.columns, [])[0]?.untried).toEqual([]);
});

test('what must stand beside the value stands in the edge, a set each', () => {
  const sky: ServerPolicy = {
    ...{ server: 'sky', trust: 'annotations', workspace: false, include: [], exclude: [] },
    seedValues: { longitude: ['13.5', '14.2'] },
  };
  const policies = new Map([['sky', sky]]);
  const edges = withJudgements([], [pair('low', { to: 'sky/forecast', toPath: '/latitude' })], {
    ...world,
    policies,
  });
  expect(edges.map(({ companions }) => companions)).toEqual([
    { longitude: '13.5' },
    { longitude: '14.2' },
  ]);
});

test.each([
  ['low', 'low', 'low'],
  ['low', 'medium', 'medium'],
  ['low', 'high', 'medium'],
  ['medium', 'low', 'medium'],
  ['medium', 'high', 'high'],
  ['high', 'low', 'high'],
  ['high', 'high', 'high'],
] as const)('known as %s and judged %s it is %s', (before, said, after) => {
  expect(weighed(known(before, 'observed'), pair(said))).toEqual([
    { ...known(after, 'observed', 'judged') },
  ]);
});

test('doubt weakens only what a schema alone says, and removes nothing', () => {
  expect(weighed(known('medium', 'schema'), pair('unlikely'))).toEqual([known('low', 'schema')]);
  for (const edge of [
    known('high', 'schema'),
    known('medium', 'schema', 'observed'),
    known('medium', 'executed'),
    known('low', 'schema'),
  ])
    expect(weighed(edge, pair('unlikely'))).toEqual([edge]);
  expect(withJudgements([], [pair('unlikely')], world)).toEqual([]);
});

test('a word about a tool or a parameter that is not there is not heard', () => {
  const stale = [pair('high', { to: 'staff/gone' }), pair('high', { toPath: '/gone' })];
  expect(withJudgements([], stale, world)).toEqual([]);
});

test('whatever a model says, no edge is lost, and none gets surer by more than a step', () => {
  const order = ['low', 'medium', 'high'];
  const edges = fc.array(
    fc.record({
      fromPath: fc.constantFrom('/*/name', '/*/manager'),
      confidence: fc.constantFrom<Confidence>('low', 'medium', 'high'),
      evidence: fc.constant<Evidence[]>(['schema']),
    }),
    { maxLength: 3 },
  );
  const words = fc.array(
    fc.record({
      fromPath: fc.constantFrom('/*/name', '/*/manager', '/*/lat'),
      confidence: fc.constantFrom<JudgedPair['confidence']>('low', 'medium', 'high', 'unlikely'),
    }),
  );
  fc.assert(
    fc.property(edges, words, (some, said) => {
      const before = some.map((one) => ({ ...known('low'), ...one }));
      const after = withJudgements(
        before,
        said.map((one) => pair(one.confidence, one)),
        world,
      );
      expect(after.slice(0, before.length).map(({ fromPath }) => fromPath)).toEqual(
        before.map(({ fromPath }) => fromPath),
      );
      before.forEach((edge, at) => {
        const step = order.indexOf(after[at]?.confidence ?? '') - order.indexOf(edge.confidence);
        expect(Math.abs(step)).toBeLessThanOrEqual(1);
      });
      const fresh = after.slice(before.length);
      expect(fresh.every(({ evidence }) => evidence.join() === 'judged')).toBe(true);
    }),
  );
});
