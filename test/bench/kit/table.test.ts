import { expect, test } from 'vitest';
import { measured } from './finding.ts';
import { table } from './table.ts';

test('a line a metric, numbers to the right, what is skipped at the end', () => {
  const shown = table([
    {
      result: {
        ...{ metric: 'add, Postgres', value: 4512.4, unit: 'jobs/s', baseline: 4801.9 },
        ...{ ratio: 0.93971, bar: 0.8, ok: true },
      },
      bar: { of: 'ratio', atLeast: 0.8 },
      spread: [0.861, 1.02],
    },
    { metric: 'queues on Redis', skipped: 'redis-server is not installed' },
    measured('wall time', 's', 131.25, { of: 'value', atMost: 120 }),
    measured('link', 's', 0.0453219),
  ]);
  expect(shown.split('\n')).toEqual([
    'metric           value  unit    baseline  ratio  of rounds     bar',
    'add, Postgres    4,512  jobs/s     4,802   0.94  0.86–1.02  ≥ 0.80  ok',
    'wall time        131.3  s                                    ≤ 120  MISSED',
    'link           0.04532  s',
    'skipped: queues on Redis (redis-server is not installed)',
  ]);
});
