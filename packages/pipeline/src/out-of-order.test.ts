import type { Recording } from '@firefly/domain/dataset/recording';
import { expect, test } from 'vitest';
import { outOfOrder } from './out-of-order.ts';

const call = (
  tool: string,
  failure: string | null,
  changes: Partial<Recording> = {},
): Recording => ({
  ...{ server: 'repo', tool, fingerprint: tool, arguments: {}, state_key: null },
  ...{
    kind: 'result',
    response: '{"isError":true}',
    sha256: '',
    duration_ms: 1,
    failure,
    ...changes,
  },
});
const missing = 'isError: git was not found';

test('tools that all fail with the same words speak of the server', () => {
  const calls = [call('log', missing), call('log', missing), call('show', missing)];
  expect(outOfOrder(calls)).toBe(
    'each of the first 3 calls, of 2 tools, failed alike: isError: git was not found',
  );
  const error = { kind: 'error', response: '{"code":-32603,"message":"gone"}' } as const;
  expect(outOfOrder([call('log', 'gone', error), call('show', 'gone', error)])).toContain('gone');
});

test('one tool, one success, other words, an empty answer or lost ones do not', () => {
  const empty = { response: '{"content":[]}' };
  const lost = { kind: 'lost', response: '"gone"' } as const;
  for (const calls of [
    [],
    [call('log', missing), call('log', missing)],
    [call('log', missing), call('show', null)],
    [call('log', missing), call('show', 'isError: no such revision')],
    [call('log', 'an empty list', empty), call('show', 'an empty list', empty)],
    [call('log', 'gone', lost), call('show', 'gone', lost)],
    [call('log', missing), call('show', missing, lost)],
  ])
    expect(outOfOrder(calls)).toBeNull();
});
