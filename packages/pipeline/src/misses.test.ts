import type { ServerRow } from '@firefly/db/repositories/servers';
import type { MissedCall } from '@firefly/domain/catalog/missed-calls';
import { expect, test } from 'vitest';
import { missesOf, missesSummary } from './misses.ts';
import { aListing, aQualification, aSpec } from './testing/seeding.ts';

const tool = aListing('geo');
const qualified = [{ tool, qualification: aQualification(tool) }];
const miss = (changes: Partial<MissedCall> = {}): MissedCall => ({
  ...{ server: 'geo', tool: tool.name, fingerprint: tool.fingerprint, arguments: {}, count: 1 },
  ...changes,
});

test('a missed call that is a first call is made once; those of other servers are not made', () => {
  const asked = miss({ arguments: { page: 2 } });
  const misses = [miss(), asked, miss({ server: 'maps' })];
  const { calls, told } = missesOf(misses, 'geo', qualified, [{ tool, args: {} }]);
  expect(calls).toEqual([{ tool, args: { page: 2 } }]);
  expect(told).toEqual({ called: 2, left: [] });
});

test('of very many reasons the rarest are only counted', () => {
  const misses = Array.from({ length: 30 }, (_, at) => miss({ tool: `gone_${at}` }));
  const { left } = missesOf(misses, 'geo', qualified, []).told;
  expect(left).toHaveLength(21);
  expect(left.at(-1)).toEqual({ what: 'other reasons', count: 10 });
});

const row = (name: string, info: ServerRow['info']): ServerRow => ({
  ...{ name, policy: {}, status: info === null ? 'dropped' : 'listed' },
  ...{ reason: null, info, durationMs: 1 },
});

test('every missed call is told of, made or not', () => {
  const misses = { hash: 'h', logged: { geo: 5, old: 2, harbour: 1 }, unnamed: 4 };
  const told = { called: 3, left: [{ what: 'the arguments do not fit "find"', count: 2 }] };
  const servers = [row('geo', { misses: told }), row('old', null)];
  expect(missesSummary(aSpec({ misses }), servers)).toEqual({
    ...{ logged: 12, called: 3 },
    left: [
      { what: 'its log names no more', count: 4 },
      { what: 'server "old" was dropped', count: 2 },
      { what: 'the arguments do not fit "find"', count: 2 },
      { what: 'server "harbour" is no part of the run', count: 1 },
    ],
  });
  expect(missesSummary(aSpec(), servers)).toBeNull();
});
