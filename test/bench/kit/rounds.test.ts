import { expect, test } from 'vitest';
import { alternate } from './rounds.ts';

/** Two sides that write down when they were measured, and give how many measurements came before. */
function sides() {
  const order: string[] = [];
  const side = (name: string) => async () => ({ at: order.push(name) - 1 });
  return { order, baseline: side('b'), subject: side('s') };
}

const kit = (signal = new AbortController().signal) => {
  const said: string[] = [];
  return { said, signal, say: (text: string) => void said.push(text) };
};

test('the sides take turns, each begins every other round, and warm-ups do not count', async () => {
  const { order, ...both } = sides();
  const { said, ...mine } = kit();
  const rounds = await alternate(mine, { what: 'queues', warmUps: 1, rounds: 3 }, both);
  expect(order.join('')).toBe('sbbssbbs');
  expect(rounds.map(({ baseline, subject }) => [baseline.at, subject.at])).toEqual([
    [2, 3],
    [5, 4],
    [6, 7],
  ]);
  expect(said).toEqual([
    'queues: warming up',
    ...[1, 2, 3].map((round) => `queues: round ${round} of 3`),
  ]);
});

test('nothing more is measured once it is stopped', async () => {
  const stop = new AbortController();
  const { order, baseline } = sides();
  const subject = async () => {
    stop.abort(new Error('stopped'));
    return { at: order.push('s') };
  };
  const measuring = alternate(
    kit(stop.signal),
    { what: 'queues', warmUps: 0, rounds: 9 },
    { baseline, subject },
  );
  await expect(measuring).rejects.toThrow('stopped');
  expect(order.join('')).toBe('bs');
});
