import { startTelemetry } from '@firefly/telemetry/start';
import { expect, test } from 'vitest';
import { startMessagesApi } from './testing/messages-api.ts';
import { KEY, modelAt, request, unsignalled } from './testing/requests.ts';

test('each call is counted by its model and outcome, its tokens by their kind, nothing of its texts', async () => {
  const service = { name: 'lighthouse', version: '1.2.3', scraped: true };
  const telemetry = await startTelemetry({}, service, expect.unreachable as never);
  const api = await startMessagesApi({
    reply: (_, at) =>
      at === 1
        ? { status: 400, message: 'secret words' }
        : { content: [{ type: 'text', text: 'secret words' }], output: 7 },
  });
  try {
    const model = modelAt(api.url);
    const long = 'm'.repeat(500);
    await model.ask('m1', request(), unsignalled);
    await expect(model.ask('m1', request(), unsignalled)).rejects.toThrow();
    await model.ask(long, request(), unsignalled);
    const text = await telemetry.metricsText();
    expect(text).toMatch(
      /^firefly_model_call_duration_count\{firefly_model="m1",firefly_outcome="end"\} 1$/m,
    );
    expect(text).toMatch(
      /^firefly_model_call_duration_count\{firefly_model="m1",firefly_outcome="permanent"\} 1$/m,
    );
    expect(text).toMatch(
      /^firefly_model_tokens_total\{firefly_model="m1",firefly_tokens="output"\} 7$/m,
    );
    expect(text).toContain(`firefly_model="${'m'.repeat(128)}"`);
    expect(text).not.toContain('secret');
    expect(text).not.toContain(KEY);
  } finally {
    await api.close();
    await telemetry.stop();
  }
});
