import { expect, test } from 'vitest';
import { sameButForMoments } from './moments.ts';

const made = '2026-11-21T16:00:00Z';
const madeLater = '2026-12-24T18:00:00Z';
const told = (text: string, at: string) => ({ text, madeAt: Date.parse(at) });

/** Whether a bundle may tell this where one made a month later tells that; the same the other way round. */
function same(text: string, other: string, later = madeLater): boolean {
  const [a, b] = [told(text, made), told(other, later)];
  expect(sameButForMoments(b, a)).toBe(sameButForMoments(a, b));
  return sameButForMoments(a, b);
}

test.each([
  ['2026-11-21T15:34:51Z', '2026-12-24T17:34:51.25Z'],
  ['2026-11-21T15:34:51.250+01:00', '2026-12-24T17:34:51.250+01:00'],
  ['2026-11-21T15:34:51+0000', '2026-12-24T17:34:51+0000'],
  ['2026-11-21 05:34', '2026-12-24 05:34'],
  ['2026-11-21 23:34:51 +1100', '2026-12-24 06:34:51 -0500'],
  ['2026-11-21 15:34:51 UTC', '2026-12-24 17:34:51 UTC'],
  ['Sat Nov 21 2026 15:34:51 GMT+0000', 'Thu Dec 24 2026 17:34:51 GMT+0000'],
  ['Sat, 21 Nov 2026 15:34:51 GMT', 'Thu, 24 Dec 2026 17:34:51 GMT'],
  ['Sat, 21 Nov 2026 15:34:51 +0000', 'Thu, 24 Dec 2026 17:34:51 +0100'],
  ['Sat Nov 21 15:34:51 2026 +0000', 'Thu Dec 24 17:34:51 2026 +0000'],
  ['Sat Nov 21 05:34:51 2026', 'Thu Dec 24 05:34:51 2026'],
])('%s may be a moment of the run', (written, later) => {
  const text = (time: string) => `created: ${time}, size: 3`;
  expect(same(text(written), text(later))).toBe(true);
  expect(same(text(written), `${text(later)}0`)).toBe(false);
  // The same form, half a year before: no moment of a run.
  const old = written.replace(/-11-/, '-05-').replace('Nov', 'May');
  expect(same(text(old), text(later))).toBe(false);
  expect(same(text(old), text(old))).toBe(true);
});

test('days of one digit, as git and mail write them and as C does', () => {
  for (const day of [
    'Thu Nov 5 10:00:00 2026 +0000',
    'Thu Nov  5 10:00:00 2026 +0000',
    'Thu, 5 Nov 2026 10:00:00 GMT',
  ])
    expect(
      sameButForMoments(
        told(day, '2026-11-05T10:00:07Z'),
        told(day.replace('5', '4'), '2026-11-04T10:00:07Z'),
      ),
    ).toBe(true);
});

test.each([
  ['2026-11-21', '2026-12-24'],
  ['2026-99-21T15:34:51Z', '2026-99-22T15:34:51Z'],
  ['15:34:51', '17:34:51'],
])('%s may not', (written, later) => {
  expect(same(written, later)).toBe(false);
  expect(same(written, written)).toBe(true);
});

test.each([
  ['2026-11-20T15:59:59Z', false],
  ['2026-11-20T16:00:00Z', true],
  ['2026-11-21T16:01:00Z', true],
  ['2026-11-21T16:01:01Z', false],
])('from a day before the bundle was made to a minute after: %s', (written, may) => {
  expect(same(written, '2026-12-24T17:59:59Z')).toBe(may);
});

test('a time that stays is the same, however near to one of the bundles', () => {
  const text = (run: string) => `modified: 2026-11-21 03:00:00Z, accessed: ${run}`;
  const [accessed, later] = [text('2026-11-21 15:00:00Z'), text('2026-11-23 15:00:00Z')];
  expect(same(accessed, later, '2026-11-23T16:00:00Z')).toBe(true);
  const changed = later.replace('03:00:00', '03:00:01');
  expect(same(accessed, changed, '2026-11-23T16:00:00Z')).toBe(false);
});

test('times are paired in order, and none too many', () => {
  const [one, two] = ['2026-11-21 15:34:51Z', '2026-11-21 15:34:52Z'];
  const later = '2026-12-24 17:34:51Z';
  expect(same(`${one} ${two}`, `${later} ${later}`)).toBe(true);
  expect(same(`${one} ${two}`, later)).toBe(false);
  expect(same(`${one} 1987-06-05 04:03:02Z`, `1987-06-05 04:03:02Z ${later}`)).toBe(false);
});
