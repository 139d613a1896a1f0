import { expect, test } from 'vitest';
import { fieldLines } from './text-lines.ts';

const valuesOf = (text: string) =>
  [...fieldLines(text)].map(({ field }) => [field.key, field.value]);

test('a value that goes on in the next line is no value: half of it would be the answer', () => {
  expect(valuesOf('Material: oak planks from the\nnorthern mill\nKeeper: Ann Lee')).toEqual([
    ['Keeper', 'Ann Lee'],
  ]);
  expect(valuesOf('Photographer: Mateus Brandt\n  and Yuna Kashiwagi\n\nKeeper: Ann Lee')).toEqual([
    ['Keeper', 'Ann Lee'],
  ]);
});

test('what begins something else ends a value', () => {
  const after = [
    '',
    '# Next',
    '- a point',
    '1. a step',
    '---',
    '```',
    '> quoted',
    'Other: 3',
    '| a | b |',
  ];
  for (const line of after)
    expect(valuesOf(`Keeper: Ann Lee\n${line}`)[0], line).toEqual(['Keeper', 'Ann Lee']);
});
