import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeKeys } from './times.ts';

const same = (label: string, given: string): boolean => {
  const [key] = timeKeys(label);
  return key !== undefined && timeKeys(given).includes(key);
};

test.for([
  ['2024-03-05', '2024/3/5'],
  ['2024-03-05', '5 March 2024'],
  ['2024-03-05', '05 Mar 2024'],
  ['2024-03-05', '5th of March, 2024'],
  ['2024-03-05', '5. March 2024'],
  ['2024-03-05', '5-Mar-2024'],
  ['2024-03-05', '5.3.2024'],
  ['2024-03-05', 'March 5, 2024'],
  ['2024-03-05', 'MARCH 5TH 2024'],
  ['2024-03-05', '2024 March 5'],
  ['2024-03-05', 'Tuesday, 5 March 2024'],
  ['2024-03-05', 'Tue 5 Mar 2024'],
  ['2024-03-25', '25/03/2024'],
  ['2024-03-25', '03/25/2024'],
  ['2024-04-04', '4/4/2024'],
  ['2024-03-05', '2024-03-05T00:00:00Z'],
  ['2024-03-05', '2024-03-05 00:00'],
  ['4. September 2019', 'Sept. 4, 2019'],
  ['2024-02-29', '29 February 2024'],
  ['2024-03-05T10:15:30Z', '2024-03-05 10:15:30.25 UTC'],
  ['2024-03-05T10:15:30Z', '2024-03-05t12:15:30+02:00'],
  ['2024-03-05T10:15:30Z', 'Tue, 05 Mar 2024 05:15:30 -0500'],
  ['2024-03-05T10:15:30Z', 'March 5, 2024 at 10:15:30 AM GMT'],
  ['2024-03-05T23:30:00-03:00', '2024-03-06T02:30Z'],
  ['2024-03-05T10:15:00+05:30', '2024-03-05 10:15 UTC+05:30'],
  ['2024-03-05T10:15:30', '5 March 2024, 10:15:30'],
  ['19:30', '7:30 pm'],
  ['9:05', '09:05:00'],
  ['12:00 am', '00:00'],
  ['12 p.m.', '12:00'],
])('%s is %s', ([label, given]) => {
  expect(same(String(label), String(given))).toBe(true);
});

test.for([
  ['2024-03-05', '2024-03-06'],
  ['2024-03-05', '2024-03-05T10:00:00Z'],
  ['2024-03-05', 'March 2024'],
  ['2024-03-05T10:15:30Z', '2024-03-05'],
  ['2024-03-05T10:15:30Z', '2024-03-05T10:15:30'],
  ['2024-03-05T10:15:30Z', '2024-03-05T10:15:31Z'],
  ['2024-03-05T10:15:30Z', '2024-03-05T10:15:30+01:00'],
  ['19:30', '7:30'],
  ['19:30', '19:30Z'],
  ['19:30', '2024-03-05T19:30'],
])('%s is not %s', ([label, given]) => {
  expect(timeKeys(String(label))).not.toEqual([]);
  expect(same(String(label), String(given))).toBe(false);
});

test.for([
  '4/5/2024',
  '04-05-2024',
  '5 March 24',
  '2023-02-29',
  '31 April 2024',
  '2024-13-01',
  '2024-03-05T24:00:00Z',
  '2024-03-05T10:15:30+15:00',
  'Monday, 5 March 2024',
  'Monday',
  '5 March 2024 or 6 March 2024',
  'about 5 March 2024',
  '13:00 pm',
  '7',
  '0000-01-01',
  '٥ March 2024',
  '１９:30',
  '',
  ' '.repeat(100_000),
  '5'.repeat(100_000),
])('%j is no date or time, or could be two', (text) => {
  expect(timeKeys(text)).toEqual([]);
});

const instants = fc.date({
  min: new Date('0100-01-02T00:00:00Z'),
  max: new Date('9999-12-30T00:00:00Z'),
  noInvalidDate: true,
});

test('a moment is the same in every zone, and no other moment is', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: -840, max: 840 }), instants, (at, ahead, other) => {
      const there = new Date(at.getTime() + ahead * 60_000).toISOString().slice(0, 19);
      const size = Math.abs(ahead);
      const digits = [Math.floor(size / 60), size % 60].map((part) =>
        String(part).padStart(2, '0'),
      );
      const zone = `${ahead < 0 ? '-' : '+'}${digits.join(':')}`;
      expect(same(at.toISOString(), `${there}${zone}`)).toBe(true);
      const differ = Math.floor(at.getTime() / 1000) !== Math.floor(other.getTime() / 1000);
      expect(same(at.toISOString(), other.toISOString())).toBe(!differ);
    }),
  );
});

test('every day is read back in the forms people write, and is no other day', () => {
  fc.assert(
    fc.property(instants, instants, (at, other) => {
      const day = at.toISOString().slice(0, 10);
      const write = (options: Intl.DateTimeFormatOptions, locale: string) =>
        new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(at);
      for (const style of ['full', 'long', 'medium'] as const)
        for (const locale of ['en-US', 'en-GB'])
          if (at.getUTCFullYear() >= 1600)
            expect(same(day, write({ dateStyle: style }, locale))).toBe(true);
      expect(same(day, at.toUTCString().slice(0, 16))).toBe(true);
      const another = other.toISOString().slice(0, 10);
      expect(same(day, another)).toBe(day === another);
    }),
  );
});
