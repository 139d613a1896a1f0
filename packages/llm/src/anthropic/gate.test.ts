import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { grown, halved, newCrowd } from './crowd.ts';
import { Gate, type Pass, type Rest } from './gate.ts';

const { signal } = new AbortController();
/** Those that were let in so far, of so many that came. */
function come(gate: Gate, many: number): Pass[] {
  const inside: Pass[] = [];
  for (let at = 0; at < many; at += 1)
    void gate.enter(signal).then((way) => inside.push(way as Pass));
  return inside;
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a crowd stays within its bounds, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), fc.integer({ min: 1, max: 40 }), (well, most) => {
      let crowd = newCrowd(most);
      for (const one of well) {
        crowd = one ? grown(crowd, most) : halved(crowd, crowd.age);
        expect(crowd.limit).toBeGreaterThanOrEqual(1);
        expect(crowd.limit).toBeLessThanOrEqual(most);
      }
    }),
  );
});

test('of the requests of one moment, the first that is too many counts', () => {
  const crowd = newCrowd(16);
  const once = halved(crowd, crowd.age);
  expect(once.limit).toBe(2);
  expect(halved(once, crowd.age)).toBe(once);
  expect(halved(once, once.age).limit).toBe(1);
});

test('as many as it takes are inside, one more after each round that went well', async () => {
  const gate = new Gate(16, 1_000);
  const inside = come(gate, 20);
  await settled();
  expect(inside).toHaveLength(4);
  for (const pass of inside.splice(0)) pass.leave('well');
  await settled();
  expect(inside).toHaveLength(4);
  for (const pass of inside.splice(0)) pass.leave('well');
  await settled();
  expect(inside).toHaveLength(5);
});

test('after one too many, half of them are', async () => {
  const gate = new Gate(16, 1_000);
  const inside = come(gate, 20);
  await settled();
  const [first, ...others] = inside.splice(0);
  first?.leave('crowded');
  for (const pass of others) pass.leave('crowded');
  await settled();
  expect(inside).toHaveLength(2);
});

test('a rest holds everybody, and then they go', async () => {
  const gate = new Gate(4, 60_000);
  const [first] = [await gate.enter(signal)];
  (first as Pass).leave('otherwise', 30);
  const inside = come(gate, 3);
  await settled();
  expect(inside).toHaveLength(0);
  await vi.waitFor(() => expect(inside).toHaveLength(3));
});

test('who waits is told of a rest that is too long', async () => {
  const gate = new Gate(1, 1_000);
  const first = (await gate.enter(signal)) as Pass;
  const second = gate.enter(signal);
  first.leave('crowded', 50_000);
  expect(((await second) as Rest).restMs).toBeGreaterThan(1_000);
  expect(await gate.enter(signal)).toHaveProperty('restMs');
});

test('who is called off leaves the others their places', async () => {
  const gate = new Gate(1, 1_000);
  const first = (await gate.enter(signal)) as Pass;
  const caller = new AbortController();
  const second = gate.enter(caller.signal);
  const third = gate.enter(signal);
  caller.abort(new Error('no longer'));
  await expect(second).rejects.toThrow('no longer');
  first.leave('well');
  expect(await third).toHaveProperty('leave');
  await expect(gate.enter(caller.signal)).rejects.toThrow('no longer');
});
