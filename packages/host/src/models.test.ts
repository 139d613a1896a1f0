import { startMessagesApi } from '@firefly/llm/testing/messages-api';
import { MODEL, request, unsignalled } from '@firefly/llm/testing/requests';
import { EnvironmentError, parseEnvironment } from '@firefly/service/environment';
import { expect, test } from 'vitest';
import { modelEnvironment } from './environment.ts';
import { openModels } from './models.ts';

const open = async (env: Record<string, string>) =>
  openModels(parseEnvironment(modelEnvironment, env));

test('where nothing is said, nobody is asked', async () => {
  expect(await open({ FIREFLY_MODEL_STREAM: '0' })).toBeUndefined();
});

test.each([
  [{ ANTHROPIC_API_KEY: 'two words' }, /it holds blanks .*set ANTHROPIC_API_KEY/],
  [{ ANTHROPIC_API_KEY: ' ' }, /is empty; set ANTHROPIC_API_KEY/],
  [{ ANTHROPIC_BASE_URL: 'localhost:8000' }, /^ANTHROPIC_BASE_URL: .*begins with http/],
  [{ ANTHROPIC_BASE_URL: 'http://' }, /^ANTHROPIC_BASE_URL: .*begins with http/],
  [{ ANTHROPIC_BASE_URL: 'http://h:8000/v1' }, /^ANTHROPIC_BASE_URL: ends in \/v1/],
  [{ ANTHROPIC_BASE_URL: 'http://h/gate/v1/' }, /^ANTHROPIC_BASE_URL: ends in \/v1/],
  [{ ANTHROPIC_BASE_URL: 'http://h/v1/messages' }, /^ANTHROPIC_BASE_URL: ends in \/v1/],
  [{ ANTHROPIC_BASE_URL: 'http://me:hunter2@h' }, /^ANTHROPIC_BASE_URL: .*a password/],
  [{ ANTHROPIC_BASE_URL: 'http://h/?key=hunter2' }, /^ANTHROPIC_BASE_URL: .*"\?"/],
  [{ FIREFLY_MODEL_STREAM: 'yes' }, /^FIREFLY_MODEL_STREAM: .*Set it to: 0 or 1\.$/],
  [{ FIREFLY_MODEL_DEADLINE_SECONDS: '0' }, /^FIREFLY_MODEL_DEADLINE_SECONDS: .*from 1 to 7200/],
  [{ FIREFLY_MODEL_CONCURRENCY: '1.5' }, /^FIREFLY_MODEL_CONCURRENCY: .*from 1 to 1000/],
])('%j cannot be used, and one line says so', async (env, line) => {
  const error = await open(env).then(expect.unreachable as never, (thrown) => thrown);
  expect(error).toBeInstanceOf(EnvironmentError);
  expect(error.lines).toEqual([expect.stringMatching(line)]);
  expect(error.message).not.toContain('hunter2');
});

test.each([
  ['1', true],
  ['0', undefined],
])(
  'replies come as FIREFLY_MODEL_STREAM=%s says, and a key may be left out',
  async (says, stream) => {
    const api = await startMessagesApi({
      reply: () => ({ content: [{ type: 'text', text: 'So.' }] }),
    });
    try {
      const models = await open({
        ANTHROPIC_BASE_URL: ` ${api.url}/ `,
        FIREFLY_MODEL_STREAM: says,
      });
      await models?.model.ask(MODEL, request(), unsignalled);
      expect(api.requests.map((sent) => sent.stream)).toEqual([stream]);
    } finally {
      await api.close();
    }
  },
);
