import { expect, test } from 'vitest';
import { adjusted } from './adjustment.ts';
import { corrections, misnamed, notes, refusal } from './misnamed.ts';
import type { ServerPolicy } from './tool.ts';

const inputSchema = { type: 'object', properties: { number: { type: 'integer' } } };
const tools = ['list_orders', 'orders.find'].map((name) => ({ name, inputSchema }));
const policy = (changes: Partial<ServerPolicy>): ServerPolicy => ({
  ...{ server: 'shop', trust: 'annotations', workspace: false },
  ...{ include: [], exclude: [], seedValues: {}, ...changes },
});

test('names that tools have are no slips', () => {
  const seedValues = { 'orders.find.number': [1], number: [2] };
  const slips = misnamed(policy({ include: ['orders.find'], seedValues }), tools);
  expect(slips).toEqual({ exclude: [], include: [], seedValues: [] });
  expect(refusal(slips, 'shop')).toBeNull();
  expect(notes(slips)).toEqual([]);
});

test('a misspelt exclude refuses the server: the tool meant would be called', () => {
  const slips = misnamed(policy({ exclude: ['list_order'] }), tools);
  expect(refusal(slips, 'shop')).toContain('list_order, which it does not have');
});

test('a misspelt include or seed value is noted', () => {
  const seedValues = { 'find_order.number': [1], 'list_orders.numbr': [1], nmber: [2] };
  const slips = misnamed(policy({ include: ['find_order'], seedValues }), tools);
  expect(refusal(slips, 'shop')).toBeNull();
  const said = notes(slips).join();
  expect(said).toMatch(/include.*find_order.*find_order\.number.*list_orders\.numbr.*nmber/);
});

test('parts of arguments may be given values, and what is required but not described', () => {
  const point = { type: 'object', properties: { lat: { type: 'number' } } };
  const properties = { at: point, stops: { type: 'array', items: point } };
  const nested = { name: 'go', inputSchema: { type: 'object', properties, required: ['speed'] } };
  const seedValues = { lat: [1], 'go.lat': [1], stops: [1], 'go.at': [1], 'go.speed': [1] };
  expect(misnamed(policy({ seedValues }), [nested]).seedValues).toEqual([]);
});

test('a slip is corrected to the name that was meant, or taken out', () => {
  const wrong = policy({
    exclude: ['list_order', 'vanish'],
    include: ['orders.fnd', 'vanish'],
    seedValues: { numbr: [1], 'list_orders.numbr': [2], zzzzzz: [3] },
  });
  const right = adjusted(wrong, corrections(misnamed(wrong, tools), tools));
  expect(right).toEqual(
    policy({
      exclude: ['list_orders'],
      include: ['orders.find'],
      seedValues: { number: [1], 'list_orders.number': [2] },
    }),
  );
  expect(misnamed(right, tools)).toEqual({ exclude: [], include: [], seedValues: [] });
});
