import { aTool } from '@firefly/testing/builders/parts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serverOf, toolId } from '../catalog/tool.ts';
import type { Confidence, Edge, Evidence } from '../tool-graph/edge.ts';
import { type MenusInput, planMenus } from './plan-menus.ts';

const catalog = ['a', 'b', 'c'].flatMap((server) =>
  ['one', 'two', 'three', 'four'].map((name) => aTool(server, name, 'd', {})),
);
const ids = catalog.map(toolId);

type Known = MenusInput['standings'][number];
const link = (from: string, to: string, changes: Partial<Edge & Known> = {}): Known => {
  const { confirmed = null, untried = ['x'], ...edge } = changes;
  return {
    edge: {
      ...{ from, to, fromPath: '/*/name', toPath: '/name', meaning: 'name' },
      ...{ confidence: 'high' as const, evidence: ['schema' as const] },
      ...edge,
    },
    confirmed,
    untried,
  };
};

const input = (changes: Partial<MenusInput> = {}): MenusInput => ({
  ...{ seed: 7, wave: 0, count: 6, tools: catalog, standings: [], done: [] },
  ...changes,
});

const standing = fc
  .record({
    from: fc.constantFrom(...ids, 'gone/tool'),
    to: fc.constantFrom(...ids, 'gone/tool'),
    confidence: fc.constantFrom<Confidence>('high', 'medium', 'low'),
    evidence: fc.subarray<Evidence>(['schema', 'observed', 'judged', 'executed'], { minLength: 1 }),
    confirmed: fc.constantFrom('record' as const, null),
  })
  .map(({ from, to, ...changes }) => link(from, to, changes));
const inputs = fc
  .record({
    seed: fc.integer(),
    wave: fc.nat({ max: 5 }),
    count: fc.nat({ max: 9 }),
    tools: fc.subarray(catalog),
    standings: fc.array(standing, { maxLength: 24 }),
  })
  .map(input);

test('deterministic, bounded, only kept tools, edges among them, connected, no menu twice', () => {
  fc.assert(
    fc.property(inputs, (given) => {
      const planned = planMenus(given);
      expect(planMenus(structuredClone(given))).toEqual(planned);
      expect(planned.plans.length).toBeLessThanOrEqual(given.count);
      const kept = new Set(given.tools.map(toolId));
      for (const { tools, edges } of planned.plans) {
        expect(tools.length).toBeGreaterThan(0);
        expect(tools.length).toBeLessThanOrEqual(8);
        expect(tools.every((tool) => kept.has(tool))).toBe(true);
        expect(edges.every(({ from, to }) => tools.includes(from) && tools.includes(to))).toBe(
          true,
        );
        const linked = tools.filter((tool) =>
          edges.some(({ from, to }) => from === tool || to === tool),
        );
        const reached = new Set(linked.slice(0, 1));
        for (let more = true; more; ) {
          const found = edges.flatMap(({ from, to }) =>
            reached.has(from) ? [to] : reached.has(to) ? [from] : [],
          );
          more = found.some((tool) => !reached.has(tool));
          for (const tool of found) reached.add(tool);
        }
        expect(reached.size).toBe(linked.length);
        expect(linked.length === 0 || tools.length - linked.length <= 2).toBe(true);
      }
      const menus = planned.walked.map(({ key }) => key);
      expect(new Set(menus).size).toBe(menus.length);
      const done = planned.walked.map((walk) => ({ ...walk, fruitful: false }));
      const next = planMenus({ ...given, wave: given.wave + 1, done });
      expect(next.walked.every(({ key }) => !menus.includes(key))).toBe(true);
    }),
  );
});

test('a menu holds a tool that feeds two others where there is one', () => {
  const standings = [
    ...[link('a/one', 'a/two'), link('a/one', 'b/one'), link('b/one', 'b/two')],
    ...[link('c/one', 'a/one'), link('b/two', 'c/two')],
  ];
  for (const { edges, tools } of planMenus(input({ standings, count: 20 })).plans) {
    if (tools.length < 7 || edges.length === 0) continue;
    const fed = edges.filter(({ from }) => from === 'a/one').map(({ to }) => to);
    expect(new Set(fed).size).toBe(2);
  }
});

test('where servers are linked, menus cross them', () => {
  const standings = [
    ...[link('a/one', 'a/two'), link('a/one', 'a/three'), link('a/one', 'a/four')],
    ...[link('a/two', 'b/one'), link('b/one', 'b/two'), link('b/one', 'b/three')],
  ];
  const linkedOnly = catalog.filter((tool) =>
    standings.some(({ edge }) => edge.from === toolId(tool) || edge.to === toolId(tool)),
  );
  const { plans } = planMenus(input({ standings, count: 3, tools: linkedOnly }));
  expect(plans).toHaveLength(3);
  for (const { tools } of plans) expect(new Set(tools.map(serverOf)).size).toBe(2);
});

test('what nothing links comes on small menus of its own server', () => {
  const { plans } = planMenus(input({ count: 3 }));
  expect(plans.map(({ tools }) => [...new Set(tools.map(serverOf))].length)).toEqual([1, 1, 1]);
  expect(new Set(plans.flatMap(({ tools }) => tools)).size).toBe(12);
});

test('what nothing links is a guest on the menus of others, in turn, before it stands alone', () => {
  const standings = [link('a/one', 'a/two'), link('a/one', 'a/three'), link('a/two', 'a/four')];
  const { plans } = planMenus(input({ standings, count: 3 }));
  for (const { tools } of plans)
    expect(tools.filter((tool) => serverOf(tool) === 'a')).not.toEqual([]);
  const guests = plans.map(({ tools }) => tools.filter((tool) => serverOf(tool) !== 'a'));
  expect(guests.map((each) => each.length)).toEqual([2, 2, 2]);
  expect(new Set(guests.flat()).size).toBe(6);
});

test('the least used comes first, and what bore nothing is left for longer', () => {
  const walk = (tools: string[], fruitful: boolean) => ({
    ...{ key: `menu ${JSON.stringify(tools)}`, group: '', index: 0 },
    fruitful,
  });
  const done = [walk(['a/one', 'a/two'], true), walk(['b/one', 'b/two'], false)];
  const servers = planMenus(input({ done, count: 3 })).plans.map(({ tools }) =>
    serverOf(tools[0] ?? ''),
  );
  expect(servers).toEqual(['c', 'a', 'b']);
});

test('no edge of low confidence is gone by, unless it was executed', () => {
  const low = { confidence: 'low' as const };
  const only = (changes: Partial<Edge & Known>) =>
    planMenus(input({ standings: [link('a/one', 'b/one', changes)], count: 20 })).plans.flatMap(
      ({ edges }) => edges,
    );
  expect(only(low)).toEqual([]);
  expect(only({ ...low, evidence: ['schema', 'executed'] })).not.toEqual([]);
  expect(only({ ...low, confirmed: 'record' })).not.toEqual([]);
});

test('edges of better evidence come first, and a confirmed one says that it was executed', () => {
  const standings = [
    link('a/one', 'a/two', { fromPath: '/a' }),
    link('a/one', 'a/two', { fromPath: '/b', confidence: 'medium', evidence: ['judged'] }),
    link('a/one', 'a/two', { fromPath: '/c', confidence: 'low', confirmed: 'record' }),
  ];
  const [plan] = planMenus(input({ standings })).plans;
  expect(plan?.edges.map(({ fromPath, confidence }) => [fromPath, confidence])).toEqual([
    ['/c', 'high'],
    ['/b', 'medium'],
    ['/a', 'high'],
  ]);
  expect(plan?.edges[0]?.evidence).toEqual(['schema', 'executed']);
});

test('what only computes begins no menu, and has two places on it at most', () => {
  const number = { type: 'number' };
  const names = ['add', 'sub', 'mul', 'div'];
  const calculator = names.map((name) => aTool('z', name, 'd', { x: number, y: number }));
  const chain = calculator.map(toolId).flatMap((one) => ids.map((other) => link(other, one)));
  const among = names.flatMap((one) => names.map((other) => link(`z/${one}`, `z/${other}`)));
  const standings = [...chain, ...among];
  const { plans } = planMenus(input({ standings, count: 6, tools: [...catalog, ...calculator] }));
  expect(plans).toHaveLength(6);
  for (const { tools } of plans) {
    const computing = tools.filter((tool) => serverOf(tool) === 'z');
    expect(computing.length).toBeLessThanOrEqual(2);
    expect(computing.length).toBeLessThan(tools.length);
  }
  const alone = planMenus(input({ standings: among, count: 2, tools: calculator })).plans;
  expect(alone.length).toBeGreaterThan(0);
});
