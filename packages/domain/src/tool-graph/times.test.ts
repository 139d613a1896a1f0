import { expect, test } from 'vitest';
import { columnOf } from './columns.ts';
import { areMoments, isEpoch } from './times.ts';

const column = (key: string, ...values: readonly (string | number)[]) =>
  columnOf(
    key,
    values.map((value) => ({ [key]: value })),
  );
const days = ['1998-04-01', '2011-12-24'];
const times = ['2026-01-02T00:00:00.000Z', '2026-01-02T10:00:00+01:00'];
const seconds = [1_767_312_000, 1_767_225_600];

test('days are moments, and times with a zone are; both in one column are not', () => {
  expect(areMoments(days)).toBe(true);
  expect(areMoments(times)).toBe(true);
  expect(areMoments([...days, ...times])).toBe(false);
  for (const text of ['2026-01-02 10:00:00', '2026-01-02T10:00:00', '2 January 2026', '2026'])
    expect(areMoments([text]), text).toBe(false);
  expect(areMoments([])).toBe(false);
});

test('a number tells time if its name says so and it could be a date', () => {
  for (const name of ['timestamp', 'created at', 'start time', 'opened on', 'date'])
    expect(isEpoch(name.split(' '), seconds), name).toBe(true);
  expect(
    isEpoch(
      ['timestamp'],
      seconds.map((value) => value * 1000),
    ),
  ).toBe(true);
  for (const name of ['population', 'views', 'id']) expect(isEpoch([name], seconds)).toBe(false);
  expect(isEpoch(['time'], [9, 14, 7])).toBe(false);
  expect(isEpoch(['time'], [1.5e9 + 0.5])).toBe(false);
  expect(isEpoch(['timestamp'], [seconds[0] ?? 0, (seconds[1] ?? 0) * 1000])).toBe(false);
});

test('a date column says how it is written, if it can be put in order', () => {
  expect(column('opened', ...days)).toMatchObject({ kind: 'date', time: 'iso' });
  expect(column('seen', ...times)).toMatchObject({ kind: 'date', time: 'iso' });
  expect(column('timestamp', ...seconds)).toMatchObject({
    kind: 'date',
    time: 'epoch',
    unit: undefined,
  });
  expect(column('opened', '2026-01-02 10:00', '2026-01-03 10:00')).toMatchObject({
    kind: 'date',
    time: undefined,
  });
  expect(column('seats', 40, 64)).toMatchObject({ kind: 'number', time: undefined });
});
