import { expect, test } from 'vitest';
import { callMade, requestAnswered } from './instruments.ts';
import { observeRuns } from './run-counts.ts';
import { startTelemetry } from './start.ts';

const start = (environment: Record<string, string>, scraped: boolean) => {
  const service = { name: 'lighthouse', version: '1.2.3', scraped };
  return startTelemetry(environment, service, expect.unreachable as never);
};

test.each([
  ['nobody comes to ask', {}, false],
  ['the SDK is disabled', { OTEL_SDK_DISABLED: 'true' }, true],
])('none are kept where %s', async (_, environment, scraped) => {
  const telemetry = await start(environment as Record<string, string>, scraped);
  expect(await telemetry.metricsText()).toBe('');
  await telemetry.stop();
});

// One test, as a process registers its metrics once.
test('metrics are there for who asks, without any collector; values of labels are bounded', async () => {
  const telemetry = await start({}, true);
  requestAnswered('GET', '/v1/runs/:run', 200, 12);
  callMade('lamps', 'l'.repeat(5_000), 'ok', 3);
  let away = true;
  const forget = observeRuns(async () => {
    if (away) throw new Error('the database is away');
    return new Map([['running', 2]]);
  });
  const without = await telemetry.metricsText();
  expect(without).toContain('target_info{service_name="lighthouse",service_version="1.2.3"');
  expect(without).toMatch(
    /^http_server_request_duration_count\{http_request_method="GET",http_route="\/v1\/runs\/:run",http_response_status_code="200"\} 1$/m,
  );
  expect(without).toContain(`firefly_tool="${'l'.repeat(128)}"`);
  // A look that fails takes nothing from the others.
  expect(without).not.toContain('firefly_runs{');
  away = false;
  expect(await telemetry.metricsText()).toMatch(/^firefly_runs\{firefly_status="running"\} 2$/m);
  forget();
  await telemetry.stop();
});
