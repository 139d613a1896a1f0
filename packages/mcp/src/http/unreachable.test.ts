import { expect, test } from 'vitest';
import { unreachable } from './unreachable.ts';

const failed = (code: string, message = code) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });

test.each<[unknown, string, string]>([
  [failed('ECONNREFUSED'), 'transient', 'refuses the connection: does it run?'],
  [
    failed('ENOTFOUND', 'getaddrinfo ENOTFOUND x'),
    'permanent',
    'has a host name that nobody knows',
  ],
  [failed('EAI_AGAIN'), 'transient', 'has a host name that cannot be looked up at the moment'],
  [failed('UND_ERR_SOCKET'), 'transient', 'broke the connection'],
  [
    failed('SELF_SIGNED_CERT_IN_CHAIN'),
    'permanent',
    'cannot be trusted (SELF_SIGNED_CERT_IN_CHAIN)',
  ],
  [failed('EHOSTUNREACH'), 'transient', 'cannot be reached (EHOSTUNREACH)'],
  [
    new TypeError('fetch failed', { cause: new Error('bad port') }),
    'transient',
    'cannot be reached (bad port)',
  ],
  [new TypeError('terminated'), 'transient', 'cannot be reached (terminated)'],
])('%s', (error, kind, message) => {
  expect(unreachable(error)).toMatchObject({ kind, message });
});
