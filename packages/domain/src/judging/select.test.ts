import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shapes } from '../dataset/shape.ts';
import { type Eligible, selectTasks, signatureLimit } from './select.ts';

const task = (id: string, changes: Partial<Eligible> = {}): Eligible => ({
  id,
  prompt: `prompt of ${id}`,
  signature: `signature of ${id}`,
  frame: `frame of ${id}`,
  depth: 0,
  servers: ['files'],
  plain: false,
  esteem: 0,
  difficulty: 'medium',
  shape: 'chain',
  ...changes,
});
const many = (count: number, changes: Partial<Eligible> = {}) =>
  Array.from({ length: count }, (_, at) => task(`t${at}`, changes));
const ids = (tasks: readonly Eligible[]) => tasks.map(({ id }) => id);
const open = { target: 10, final: false };
const last = { target: 10, final: true };

test('a run that holds enough takes nothing more', () => {
  expect(selectTasks(many(5), many(10), last)).toEqual([]);
  expect(selectTasks(many(5), [], { target: 0, final: true })).toEqual([]);
  expect(selectTasks([], [], last)).toEqual([]);
});

test('a mix holds what a kind may take, and leaves the rest to others', () => {
  const easy = many(6, { difficulty: 'easy' });
  const hard = [task('h1', { difficulty: 'hard' }), task('h2', { difficulty: 'hard' })];
  const mix = { difficulty: { easy: 0.3 } };
  const chosen = selectTasks([...easy, ...hard], [], { ...last, mix });
  expect(chosen.filter(({ difficulty }) => difficulty === 'easy')).toHaveLength(3);
  expect(chosen).toHaveLength(5);
  const shapes = { chain: 0.2 };
  expect(selectTasks(many(6), [task('held')], { ...last, mix: { shapes } })).toHaveLength(1);
  expect(selectTasks(many(6), [], { ...last, mix: { shapes: { chain: 0 } } })).toHaveLength(0);
});

test('a prompt or an id that the run holds is not taken again', () => {
  const held = [task('a')];
  const same = [task('b', { prompt: 'prompt of a' }), task('a', { prompt: 'other' }), task('c')];
  expect(ids(selectTasks(same, held, last))).toEqual(['c']);
  expect(ids(selectTasks([task('x'), task('y', { prompt: 'prompt of x' })], [], last))).toEqual([
    'x',
  ]);
});

test('the rarest signature comes first, then the rarest class, then the deeper task', () => {
  const held = [task('h', { signature: 'common', frame: 'chain', depth: 1 })];
  const common = task('common', { signature: 'common' });
  const sameClass = task('class', { frame: 'chain', depth: 1 });
  const shallow = task('shallow', { frame: 'total' });
  const deep = task('deep', { frame: 'total', depth: 2 });
  const eligible = [common, sameClass, shallow, deep];
  expect(ids(selectTasks(eligible, held, last))).toEqual(['deep', 'shallow', 'class', 'common']);
});

test('of equals, the first candidate wins', () => {
  const equals = many(3, { frame: 'total', signature: 'one' });
  expect(ids(selectTasks(equals, [], { target: 1, final: true }))).toEqual(['t0']);
});

test('one signature fills no run, in its last wave neither', () => {
  const alike = many(30, { signature: 'one' });
  for (const final of [true, false])
    expect(selectTasks(alike, [], { target: 40, final })).toHaveLength(signatureLimit(40));
  expect(signatureLimit(40)).toBe(5);
  expect([1, 5, 16].map(signatureLimit)).toEqual([2, 2, 2]);
});

test('before the last wave one class fills no run; the last wave fills it up', () => {
  const alike = many(30, { frame: 'chain', depth: 2 });
  const held = selectTasks(alike, [], open);
  expect(held.length).toBeGreaterThan(0);
  expect(held.length).toBeLessThan(open.target);
  expect(selectTasks(alike, held, open)).toEqual([]);
  expect(held.length + selectTasks(alike, held, last).length).toBe(last.target);
});

test('before the last wave tasks without flows leave room for deeper ones', () => {
  const shallow = many(30);
  const deep = many(30, { depth: 2 }).map((one) => ({ ...one, id: `d${one.id}`, prompt: one.id }));
  const held = selectTasks(shallow, [], open);
  expect(held.length).toBeGreaterThan(0);
  expect(held.length).toBeLessThan(open.target / 2);
  expect(selectTasks(shallow, held, open)).toEqual([]);
  const more = selectTasks([...shallow, ...deep], held, open);
  expect(held.length + more.length).toBe(open.target);
  expect(more.every(({ depth }) => depth === 2)).toBe(true);
});

test('what its judges think best of comes first, whatever else is rare', () => {
  const good = [3, 4, 3.5, 4].map((esteem, at) =>
    task(`t${at}`, { esteem, signature: at === 1 ? 'common' : `s${at}` }),
  );
  const held = [task('held', { signature: 'common' })];
  expect(ids(selectTasks(good, held, { ...last, target: 4 }))).toEqual(['t3', 't1', 't2']);
});

const eligible: fc.Arbitrary<Eligible> = fc.record({
  id: fc.constantFrom(...'abcdefghijklmnop'),
  prompt: fc.constantFrom(...'0123456789'),
  signature: fc.constantFrom('s1', 's2', 's3'),
  frame: fc.constantFrom('total', 'chain'),
  depth: fc.nat({ max: 2 }),
  servers: fc.subarray(['files', 'notes'], { minLength: 1 }),
  difficulty: fc.constantFrom('easy', 'medium', 'hard'),
  shape: fc.constantFrom(...shapes),
  plain: fc.boolean(),
  esteem: fc.constantFrom(0, 3, 4.5),
});

test('whatever is eligible, the limits hold and nothing is taken twice', () => {
  const wanted = fc.record({ target: fc.nat({ max: 12 }), final: fc.boolean() });
  fc.assert(
    fc.property(fc.array(eligible, { maxLength: 20 }), wanted, (tasks, want) => {
      const [held, candidates] = [selectTasks(tasks.slice(0, 5), [], want), tasks.slice(5)];
      const chosen = selectTasks(candidates, held, want);
      const all = [...held, ...chosen];
      expect(all.length).toBeLessThanOrEqual(want.target);
      expect(new Set(all.map(({ prompt }) => prompt)).size).toBe(all.length);
      expect(new Set(ids(all)).size).toBe(all.length);
      for (const { signature } of chosen) {
        const same = all.filter((one) => one.signature === signature);
        expect(same.length).toBeLessThanOrEqual(signatureLimit(want.target));
      }
      expect(chosen.every((one) => candidates.includes(one))).toBe(true);
      expect(selectTasks(candidates, held, want)).toEqual(chosen);
    }),
  );
});

test('the last wave stops short of its target only for want of varied tasks', () => {
  fc.assert(
    fc.property(fc.array(eligible, { maxLength: 20 }), fc.nat({ max: 12 }), (tasks, target) => {
      const chosen = selectTasks(tasks, [], { target, final: true });
      if (chosen.length === target) return;
      const left = tasks.filter(
        (one) =>
          !chosen.some((taken) => taken.id === one.id || taken.prompt === one.prompt) &&
          chosen.filter(({ signature }) => signature === one.signature).length <
            signatureLimit(target),
      );
      expect(left).toEqual([]);
    }),
  );
});

test('a plain lookup is kept for the last wave, and taken after everything else then', () => {
  const plain = task('plain', { signature: 'rare', plain: true });
  const other = task('other', { signature: 'common' });
  const held = [task('held', { signature: 'common' })];
  const ids = (final: boolean, target: number) =>
    selectTasks([plain, other], held, { target, final }).map(({ id }) => id);
  expect(ids(false, 20)).toEqual(['other']);
  expect(ids(true, 20)).toEqual(['other', 'plain']);
  expect(ids(true, 2)).toEqual(['other']);
});

test('of like tasks, the one that brings in a server little used comes first', () => {
  const held = [task('h', { servers: ['files', 'notes'] })];
  const known = task('known', { servers: ['files'], depth: 2 });
  const fresh = task('fresh', { servers: ['files', 'places'] });
  expect(ids(selectTasks([known, fresh], held, last))).toEqual(['fresh', 'known']);
});
