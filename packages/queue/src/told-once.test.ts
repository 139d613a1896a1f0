import { expect, test, vi } from 'vitest';
import { toldOnce } from './told-once.ts';

test('the same words are told once, by whomever they come', () => {
  const told: string[] = [];
  const tell = toldOnce(({ message }) => told.push(message));
  for (const words of ['away', 'away', 'no room', 'away']) tell(new Error(words));
  expect(told).toEqual(['away', 'no room']);
});

test('they are told again after a while', () => {
  vi.useFakeTimers();
  try {
    const report = vi.fn();
    const tell = toldOnce(report);
    for (let second = 0; second <= 21; second++) {
      tell(new Error('away'));
      vi.advanceTimersByTime(1_000);
    }
    expect(report).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});

test('nothing but words goes on', () => {
  const error = Object.assign(new Error('refused'), { command: { args: ['hunter2'] } });
  const report = vi.fn<(error: Error) => void>();
  toldOnce(report)(error);
  expect(Object.keys(report.mock.calls[0]?.[0] ?? {})).toEqual([]);
});

test('an error without words is told by its code', () => {
  const report = vi.fn<(error: Error) => void>();
  toldOnce(report)(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }));
  expect(report.mock.calls[0]?.[0].message).toBe('ECONNREFUSED');
});
