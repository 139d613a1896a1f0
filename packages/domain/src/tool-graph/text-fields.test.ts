import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linePattern, textFields, WHOLE_VALUE } from './text-fields.ts';

const fields = (...lines: string[]) =>
  textFields(lines.join('\n')).map(({ key, value }) => [key, value]);

test.each([
  ['Keeper: Ines Moreau', 'Keeper', 'Ines Moreau'],
  ['Keeper:   Ines Moreau  ', 'Keeper', 'Ines Moreau'],
  ['- Keeper: Ines Moreau', 'Keeper', 'Ines Moreau'],
  ['* **Keeper:** Ines Moreau', 'Keeper', 'Ines Moreau'],
  ['**Price per kg**: 7.35 EUR', 'Price per kg', '7.35 EUR'],
  ['__Keeper:__ Ines Moreau', 'Keeper', 'Ines Moreau'],
  ['Keeper: **Ines Moreau**', 'Keeper', 'Ines Moreau'],
  ['Reference: `HC-12`', 'Reference', 'HC-12'],
  ['Motto: “Slow and steady”', 'Motto', 'Slow and steady'],
  ['Rent (EUR): 1150', 'Rent (EUR)', '1150'],
  ['Ratio [a/b]: 0.5', 'Ratio [a/b]', '0.5'],
  ['Doors: 19:30', 'Doors', '19:30'],
])('%s is a field', (line, key, value) => {
  expect(fields('# A paper', '', line, 'More of it: yes')).toContainEqual([key, value]);
});

test.each([
  'See https://example.org/a: b',
  'https://example.org',
  'No colon here',
  'Key without value:',
  'Key:value',
  '12: twelve',
  '    Indented: code',
  `Long: ${'word '.repeat(20)}`,
  `${'Long key '.repeat(8)}: x`,
])('%s is none', (line) => {
  expect(fields(line)).toEqual([]);
});

test('rows of a table are fields if its head says so', () => {
  const rows = ['| --- | :-- |', '| Guide | Pio Reyes |', '| **Distance** | 14.5 km |'];
  expect(fields('| Field | Value |', ...rows)).toEqual([
    ['Guide', 'Pio Reyes'],
    ['Distance', '14.5 km'],
  ]);
  expect(fields('| Drink | Price |', ...rows)).toEqual([]);
  expect(fields('| Field | Value | Note |', '| - | --- | - |', '| a | b | c |')).toEqual([]);
});

test('code is left alone', () => {
  expect(fields('Keeper: Ada', '```yaml', 'image: alpine', '```', 'Host: Bo')).toEqual([
    ['Keeper', 'Ada'],
    ['Host', 'Bo'],
  ]);
});

test('a key that comes again takes its block with it: the text lists several things', () => {
  const people = ['Name: Ada', 'City: Lowick', '', 'name: Bo', 'Wage: 200 EUR', '', 'Auditor: Cy'];
  expect(fields(...people)).toEqual([['Auditor', 'Cy']]);
});

test('under several headings a key of one word does not say whose it is', () => {
  const log = [
    '# Log',
    '## Morning',
    'City: Skarre',
    'Wind speed: 14 knots',
    '## Evening',
    'Wave height: 1.5 m',
  ];
  expect(fields(...log)).toEqual([
    ['Wind speed', '14 knots'],
    ['Wave height', '1.5 m'],
  ]);
  expect(fields(...log.slice(0, 4))).toHaveLength(2);
});

test('a text longer than a model is shown gives nothing', () => {
  expect(fields('Keeper: Ada', 'x'.repeat(16_000))).toEqual([]);
});

const words = fc.stringMatching(/^[A-Za-z]([A-Za-z.()/$^ -]{0,20}[A-Za-z.)])?$/);
const line = fc.tuple(words, words).map(([key, value]) => `${key}: ${value}`);

test('whatever is read, its pattern matches its line alone, and the group is the value', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.boolean(), (lines, windows) => {
      const text = lines.join(windows ? '\r\n' : '\n');
      for (const field of textFields(text)) {
        const pattern = new RegExp(linePattern(field, WHOLE_VALUE), 'gm');
        expect([...text.matchAll(pattern)].map((match) => match[1])).toEqual([field.value]);
      }
    }),
  );
});
