import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

/** Asks for a place; notes the name when it is given. */
function asker(turns: Turns) {
  const inside: string[] = [];
  const ask = (name: string, signal?: AbortSignal, patienceMs = 60_000) =>
    turns.take(signal, patienceMs).then((got) => void inside.push(got ? name : `not ${name}`));
  return { inside, ask };
}

test('as many as there are places get in, the others in the order of their coming', async () => {
  const turns = new Turns(2);
  const { inside, ask } = asker(turns);
  const asked = ['a', 'b', 'c', 'd'].map((name) => ask(name));
  await Promise.all(asked.slice(0, 2));
  expect(inside).toEqual(['a', 'b']);
  turns.give();
  await asked[2];
  expect(inside).toEqual(['a', 'b', 'c']);
  turns.give();
  await asked[3];
  turns.give();
  turns.give();
  await Promise.all([ask('e'), ask('f')]);
  expect(inside).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test('who is called off leaves the line, and takes no place with them', async () => {
  const turns = new Turns(1);
  const { inside, ask } = asker(turns);
  await ask('a');
  const called = new AbortController();
  const off = ask('b', called.signal);
  const next = ask('c');
  called.abort(new Error('called off'));
  await expect(off).rejects.toThrow('called off');
  await expect(ask('d', called.signal)).rejects.toThrow('called off');
  turns.give();
  await next;
  expect(inside).toEqual(['a', 'c']);
});

test('who has waited long enough leaves the line without a place', async () => {
  const turns = new Turns(1);
  const { inside, ask } = asker(turns);
  await ask('a');
  const next = ask('c');
  await ask('b', undefined, 1);
  turns.give();
  await next;
  expect(inside).toEqual(['a', 'not b', 'c']);
});
