import { expect, test } from 'vitest';
import { makeLifecycle } from './lifecycle.ts';

const never = () => new Promise<void>(() => {});

function recorded(deadlineMs = 10_000) {
  const events: string[] = [];
  const problems: string[] = [];
  const lifecycle = makeLifecycle({ deadlineMs, report: (problem) => problems.push(problem) });
  return { events, problems, lifecycle };
}

test('stops in reverse order, one step after the other', async () => {
  const { events, problems, lifecycle } = recorded();
  for (const name of ['database', 'queue', 'server'])
    lifecycle.onStop(name, async () => {
      events.push(`${name} begins`);
      await Promise.resolve();
      events.push(`${name} ends`);
    });
  await lifecycle.stop();
  expect(events).toEqual(
    ['server', 'queue', 'database'].flatMap((name) => [`${name} begins`, `${name} ends`]),
  );
  expect(problems).toEqual([]);
});

test('runs every step once, even after steps that throw', async () => {
  const { events, problems, lifecycle } = recorded();
  lifecycle.onStop('database', () => void events.push('database'));
  lifecycle.onStop('queue', () => Promise.reject(new Error('gone')));
  lifecycle.onStop('server', () => {
    throw new Error('broken');
  });
  await Promise.all([lifecycle.stop(), lifecycle.stop()]);
  expect(events).toEqual(['database']);
  expect(problems).toEqual([
    '"server" failed while stopping: broken',
    '"queue" failed while stopping: gone',
  ]);
});

test('leaves a step behind at the deadline and still begins the others', async () => {
  const { events, problems, lifecycle } = recorded(30);
  lifecycle.onStop('database', () => void events.push('database'));
  lifecycle.onStop('queue', never);
  lifecycle.onStop('server', never);
  await lifecycle.stop();
  expect(events).toEqual(['database']);
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['"server"', '"queue"']);
});

test('runs a step that is registered while it stops, or after', async () => {
  const { events, lifecycle } = recorded();
  lifecycle.onStop('server', () => {
    lifecycle.onStop('late', () => void events.push('late'));
  });
  await lifecycle.stop();
  lifecycle.onStop('later', () => void events.push('later'));
  await lifecycle.stop();
  expect(events).toEqual(['late', 'later']);
});
