import { expect, test } from 'vitest';
import { seenPart } from './seen-part.ts';

const told = (text: string, observation: unknown) =>
  seenPart({
    observation: observation as never,
    result: { content: [{ type: 'text', text }], structuredContent: observation as never },
  });

test('what the text of a result leaves out is not shown', () => {
  const buffer = {
    distance: 50,
    ring: [
      [12.34, 45.1],
      [12.41, 45.2],
    ],
    units: 'kilometers',
  };
  expect(told('A buffer of 50 kilometers with 33 vertices.', buffer)).toEqual({
    distance: 50,
    units: 'kilometers',
  });
});

test('what it tells in part stays whole: a list that was cut is still a list', () => {
  const rows = {
    rows: [
      { name: 'Ada', code: 'x1' },
      { name: 'Grace', code: 'x2' },
    ],
  };
  expect(told('Ada and others', rows)).toEqual({ rows: [{ name: 'Ada' }, { name: 'Grace' }] });
  expect(told(JSON.stringify(rows), rows)).toBe(rows);
});

test('nothing of it told: nothing is shown', () => {
  expect(told('done', { a: [1234], b: {} })).toEqual({ b: {} });
  expect(told('done', [1234])).toBeNull();
});
