import type { Progress } from '@firefly/contracts/run-events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeProgressView } from './progress-view.ts';
import { fakeStream } from './testing/fake-terminal.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const at = (done: number, status: Progress['status'] = 'running'): Progress => ({
  status,
  wave: 2,
  stages: [
    { name: 'explore', done, total: 4 },
    { name: 'accepted', done: 0, total: 0 },
  ],
});
const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

test('on a terminal bars grow in proportion and stay in place', () => {
  const stream = fakeStream(true);
  const view = makeProgressView(stream);
  view.show(at(2));
  const half = `explore    ${'█'.repeat(14)}${'░'.repeat(14)} 2/4`;
  expect(stream.text()).toContain(half);
  expect(stream.text()).toContain(`accepted   ${'░'.repeat(28)} 0/0`);
  expect(stream.text()).toContain('wave 2');
  view.show(at(4, 'finished'));
  // The cursor goes up over the old bars instead of adding new ones below.
  expect(stream.text().slice(stream.text().indexOf(half))).toContain('\u001B[1A');
  expect(stream.text()).toContain(`${'█'.repeat(28)} 4/4`);
  view.close();
});

test.each([true, false])('a closed view stays quiet (terminal: %s)', (isTTY) => {
  const stream = fakeStream(isTTY);
  const view = makeProgressView(stream);
  view.show(at(1));
  view.close();
  const before = stream.text();
  view.show(at(3, 'finished'));
  view.close();
  expect(stream.text()).toBe(before);
});

test('elsewhere a change is a line, at most one a second', () => {
  const stream = fakeStream();
  const view = makeProgressView(stream);
  view.show(at(1));
  view.show(at(2));
  expect(lines(stream.text())).toEqual(['wave 2 · explore 1/4 · accepted 0/0']);
  vi.advanceTimersByTime(1_000);
  view.show(at(2));
  vi.advanceTimersByTime(1_000);
  view.show(at(2));
  expect(lines(stream.text())).toHaveLength(2);
});

test('elsewhere the end is shown at once', () => {
  const stream = fakeStream();
  const view = makeProgressView(stream);
  view.show(at(1));
  view.show(at(4, 'finished'));
  expect(lines(stream.text()).at(-1)).toBe('wave 2 · explore 4/4 · accepted 0/0');
});
