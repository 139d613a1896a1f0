import { expect, test } from 'vitest';
import type { Compare, TaskField } from '../dataset/task.ts';
import type { Json } from '../json.ts';
import { compareMisfit } from './compare-fits.ts';

const misfit = (compare: Compare, label: Json): string | null => {
  const kind: TaskField['kind'] = Array.isArray(label) ? 'list' : 'scalar';
  return compareMisfit({ kind, compare }, label);
};

test.for<[Compare, Json]>([
  [{ type: 'exact' }, 'Lyon'],
  [{ type: 'exact' }, ['Lyon']],
  [{ type: 'number', relative: 0.001 }, 7],
  [{ type: 'number', relative: 0.001 }, [7.5, 8]],
  [{ type: 'date' }, '3 March 2025'],
  [{ type: 'text' }, ''],
  [{ type: 'set' }, []],
  [{ type: 'set' }, ['Lyon', 7]],
  [{ type: 'list', of: { type: 'date' } }, ['2025-03-03', '06:40']],
])('%j compares %j', ([compare, label]) => {
  expect(misfit(compare, label)).toBeNull();
});

test.for<[Compare, Json]>([
  [{ type: 'number', relative: 0.001 }, '7'],
  [{ type: 'number', relative: 0.001 }, [7, null]],
  [{ type: 'date' }, '3/4/2025'],
  [{ type: 'date' }, 1_700_000_000],
  [{ type: 'text' }, 7],
  [{ type: 'set' }, 'Lyon'],
  [{ type: 'list' }, 7],
  [{ type: 'set', of: { type: 'date' } }, ['2025-03-03', 'soon']],
])('%j does not compare %j', ([compare, label]) => {
  expect(misfit(compare, label)).not.toBeNull();
});

test('a label that no answer could equal compares with nothing', () => {
  const deep = JSON.parse(`${'['.repeat(50)}${']'.repeat(50)}`);
  expect(misfit({ type: 'exact' }, deep)).toBe('the label does not compare with itself');
});
