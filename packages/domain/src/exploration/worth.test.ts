import { expect, test } from 'vitest';
import { type Success, worthOf } from './worth.ts';

const found: Success = {
  tool: 'geo/search',
  arguments: { query: 'Lausanne' },
  observation: [{ name: 'Lausanne', id: 'ch-2659994', population: 139111 }],
};
const detail: Success = {
  tool: 'geo/detail',
  arguments: { id: 'ch-2659994' },
  observation: { mayor: 'Grégoire Junod', open: true },
};

test('a value that an earlier call gave is a dependency; a known, an echoed or a short one is none', () => {
  expect(worthOf([found, detail])).toEqual({ labelWorthy: 2, tools: 2, dependencies: 1 });
  expect(worthOf([found, detail], new Set(['ch-2659994'])).dependencies).toBe(0);
  expect(worthOf([detail, found]).dependencies).toBe(0);
  const short = { ...detail, arguments: { id: 'ch' } };
  expect(worthOf([found, short]).dependencies).toBe(0);
});

test('a value read out of prose, or as the text of a number, is a dependency, too', () => {
  const prose = { ...found, observation: 'Its id is ch-2659994, since 1964.' };
  expect(worthOf([prose, detail]).dependencies).toBe(1);
  const population = { ...detail, arguments: { count: '139111' } };
  expect(worthOf([found, population]).dependencies).toBe(1);
});

test('flags, single digits, nothing and echoes are no labels', () => {
  for (const observation of [null, {}, [], true, 7, '', { ok: true, n: 3 }, { query: 'Lausanne' }])
    expect(worthOf([{ ...found, observation }]).labelWorthy).toBe(0);
});
