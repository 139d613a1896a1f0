import { runDetail } from '@firefly/contracts/control-api';
import { expect, test } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { AwayError, makeApi } from './api.ts';
import { fakeService, json } from './testing/fake-service.ts';
import { sampleRun } from './testing/sample-run.ts';

const problem = (status: number, detail: string, more: object = {}) => ({
  ...{ type: 'about:blank', title: 'Refused', status, detail, request_id: 'r' },
  ...more,
});
const thrown = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => expect.unreachable(),
    (error: Error) => error,
  );

test('a key goes along, and an answer is checked', async () => {
  await using service = await fakeService((_, response) => json(response, 200, sampleRun));
  const api = makeApi({ url: service.url, key: 'ff_secret' });
  expect(await api.get('/v1/runs/run-1', runDetail)).toEqual(sampleRun);
  expect(service.asked[0]?.headers.authorization).toBe('Bearer ff_secret');
});

test.each([
  [
    422,
    problem(422, 'the service knows no server "x"', {
      errors: [{ detail: 'x', pointer: '#/servers/0' }],
    }),
    UsageError,
    /the service knows no server "x" \(#\/servers\/0\)$/,
  ],
  [401, problem(401, 'This service wants a key.'), UsageError, /wants a key.*FIREFLY_API_KEY/],
  [500, problem(500, 'The service failed here.'), Error, /The service failed here/],
  [418, 'a teapot', UsageError, /it answered 418, not in the words of FireFly/],
  [302, '', UsageError, /it answered 302/],
  [200, { id: 'run-1' }, Error, /is not a FireFly service of this version/],
])('%i is one line', async (status, body, kind, message) => {
  await using service = await fakeService((_, response) => json(response, status, body));
  const api = makeApi({ url: service.url, key: undefined });
  const error = await thrown(api.get('/v1/runs/run-1', runDetail));
  expect(error.message).toMatch(message);
  expect(error.message).not.toContain('\n');
  expect(error instanceof UsageError).toBe(kind === UsageError);
  expect(service.asked).toHaveLength(1);
});

test('what fails on its way is sent again under the same mark', async () => {
  let times = 0;
  await using service = await fakeService((_, response) => {
    times += 1;
    if (times === 1) response.destroy();
    else if (times === 2) json(response, 503, problem(503, 'Try again soon.'));
    else json(response, 202, sampleRun);
  });
  const api = makeApi({ url: service.url, key: undefined });
  await api.post('/v1/runs', { servers: ['harbour'] }, runDetail, 'mark-1');
  expect(service.asked.map(({ headers }) => headers['idempotency-key'])).toEqual(
    Array(3).fill('mark-1'),
  );
});

test('a service that is not there is one line, and no error of the user', async () => {
  const service = await fakeService((_, response) => json(response, 200, {}));
  await service[Symbol.asyncDispose]();
  const api = makeApi({ url: service.url, key: undefined });
  const error = await thrown(api.open('/v1/runs', {}, AbortSignal.timeout(5_000)));
  expect(error).toBeInstanceOf(AwayError);
  expect(error.message).toBe(`no service answers at ${service.url} (ECONNREFUSED)`);
});
