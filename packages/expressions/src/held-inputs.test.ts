import { expect, test } from 'vitest';
import { makeHeldInputs, makeIdentities } from './held-inputs.ts';

const long = (letter: string) => letter.repeat(2_000);
const sent = (plan: { inputs: readonly { text?: string }[] }) =>
  plan.inputs.map(({ text }) => text !== undefined);

test('an observation is sent once, a scalar each time, a long text by its value', () => {
  const held = makeHeldInputs(makeIdentities(), 1e6);
  const c1 = { n: 1 };
  expect(sent(held.plan({ c1, c2: 5, c3: long('x') }))).toEqual([true, true, true]);
  expect(sent(held.plan({ c1, c2: 5, c3: long('x') }))).toEqual([false, true, false]);
  expect(sent(held.plan({ c1: { n: 1 }, c2: 6 }))).toEqual([true, true]);
});

test('one object as two calls is sent twice', () => {
  const held = makeHeldInputs(makeIdentities(), 1e6);
  const shared = { n: 1 };
  expect(sent(held.plan({ c1: shared, c2: shared }))).toEqual([true, true]);
});

test('the oldest is forgotten when there is no room, never what is asked for now', () => {
  const held = makeHeldInputs(makeIdentities(), 5_000);
  const [a, b, c] = ['a', 'b', 'c'].map((letter) => ({ text: long(letter) }));
  if (!a || !b || !c) throw new Error('three');
  held.plan({ c1: a });
  expect(held.plan({ c1: b }).forget).toEqual([]);
  held.plan({ c1: a });
  expect(held.plan({ c1: c }).forget).toEqual(['c1:1']);
  expect(sent(held.plan({ c1: a }))).toEqual([false]);
  expect(sent(held.plan({ c1: b }))).toEqual([true]);
  const many = held.plan({ c1: a, c2: b, c3: c });
  expect(many.forget).not.toContain('c2:1');
  expect(sent(held.plan({ c1: a, c2: b, c3: c }))).toEqual([false, false, false]);
});

test('a value that cannot be written leaves no trace; after clear everything is sent again', () => {
  const held = makeHeldInputs(makeIdentities(), 1e6);
  const c1 = { n: 1 };
  const loop: { self?: never } = {};
  Object.assign(loop, { self: loop });
  expect(() => held.plan({ c1, c2: loop })).toThrow('c2');
  expect(sent(held.plan({ c1 }))).toEqual([true]);
  held.clear();
  expect(sent(held.plan({ c1 }))).toEqual([true]);
});
