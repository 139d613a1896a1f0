import { expect, test } from 'vitest';
import { type SubDagRows, subDags } from './sub-dags.ts';

test('reasons are shortened, and of very many the rarest are only counted', () => {
  const long = 'x'.repeat(500);
  const misfits = Array.from({ length: 30 }, (_, i) => ({
    ...{ wave: 0, index: 0, frame: 'chain' },
    reason: i < 5 ? `${long}${i}` : `${i}`,
  }));
  const rows = {
    explorations: [{ wave: 0, index: 0, plan: { kind: 'walk' }, outcome: null }],
    recordings: [
      { owner: 'explore/0/0', recording: { server: 'geo', tool: 'get', arguments: {} } },
    ],
    misfits,
    candidates: [],
  } as unknown as SubDagRows;
  const reasons = subDags(rows)[0]?.reasons ?? [];
  expect(reasons[0]).toEqual({ what: `chain: ${'x'.repeat(153)}…`, count: 5 });
  expect(reasons).toHaveLength(21);
  expect(reasons.at(-1)).toEqual({ what: 'other reasons', count: 6 });
});
