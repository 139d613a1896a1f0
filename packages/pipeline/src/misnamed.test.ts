import type { ServerPolicy } from '@firefly/domain/catalog/tool';
import { expect, test } from 'vitest';
import { misnamed, notes, refusal } from './misnamed.ts';

const tools = [{ name: 'list_orders' }, { name: 'orders.find' }];
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
  const seedValues = { 'find_order.number': [1] };
  const slips = misnamed(policy({ include: ['find_order'], seedValues }), tools);
  expect(refusal(slips, 'shop')).toBeNull();
  expect(notes(slips).join()).toMatch(/include.*find_order.*seedValues.*find_order\.number/);
});
