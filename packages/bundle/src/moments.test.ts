import { expect, test } from 'vitest';
import { withoutMoments } from './moments.ts';

const made = Date.parse('2026-11-21T16:00:00Z');

test.each([
  '2026-11-21T15:34:51Z',
  '2026-11-21T15:34:51.250+01:00',
  '2026-11-20 23:59',
  'Sat Nov 21 2026 15:34:51 GMT+0000',
])('%s may be a moment of the run', (written) => {
  expect(withoutMoments(`created: ${written}, size: 3`, made)).toBe(
    'created: <a moment of the run>, size: 3',
  );
});

test.each([
  '2026-11-21',
  '2026-10-21T15:34:51Z',
  '2026-99-21T15:34:51Z',
  'Wed Oct 21 2026 15:34:51 GMT+0000',
  '15:34:51',
])('%s may not', (written) => {
  expect(withoutMoments(written, made)).toBe(written);
});
