import type { TaskCall } from '@firefly/domain/dataset/task';
import { stateKey } from '@firefly/domain/identity';
import { aCall, aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import { namedAsShown, renumbered, strandedCall } from './renumbered.ts';

const look = aTool('notes', 'look', 'Looks.', { name: { type: 'string' } });
const add = aTool('notes', 'add', 'Adds.', { name: { type: 'string' } });
const call = (id: string, name: string, before: readonly TaskCall[] = []): TaskCall => ({
  ...aCall(id, name === 'look' ? look : add, { name }, { name }),
  state_key: stateKey(before),
});

test('calls, fields and flows get new numbers together', () => {
  const parts = renumbered({
    calls: [call('c2', 'look'), call('c5', 'look')],
    fields: [{ name: 'c5', kind: 'scalar', expression: '$$.c5.c2', compare: { type: 'exact' } }],
    flows: [{ from: 'c2', expression: 'c2.name', fromPointer: '/c2', to: 'c5', toPointer: '/c5' }],
  });
  expect(parts.calls.map(({ id }) => id)).toEqual(['c1', 'c2']);
  expect(parts.fields[0]).toMatchObject({ name: 'c5', expression: '$$.c2.c2' });
  expect(parts.flows).toEqual([
    { from: 'c1', expression: 'c1.name', fromPointer: '/c2', to: 'c2', toPointer: '/c5' },
  ]);
});

test('a call stands on the changes before it: without them it is stranded', () => {
  const first = call('c1', 'add');
  const second = call('c2', 'look', [first]);
  const third = call('c3', 'add', [first]);
  const last = call('c4', 'look', [first, third]);
  const all = [first, second, third, last];
  const stranded = (...ids: string[]) => strandedCall(all, new Set(ids))?.id;
  expect(stranded('c1', 'c2')).toBeUndefined();
  expect(stranded('c1', 'c3', 'c4')).toBeUndefined();
  expect(stranded('c2')).toBe('c2');
  expect(stranded('c1', 'c4')).toBe('c4');
  expect(strandedCall([call('c1', 'look'), call('c2', 'look')], new Set(['c2']))).toBeUndefined();
});

test('what is said of a task names its calls as its writer was shown them', () => {
  const shownAs = ['c2', 'c5'];
  expect(namedAsShown('flow c1 -> c2 /id: c1 /rows has 3, c9 none', shownAs)).toBe(
    'flow c2 -> c5 /id: c2 /rows has 3, c9 none',
  );
});
