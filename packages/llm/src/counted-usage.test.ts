import type { ModelReply } from '@firefly/contracts/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedUsage } from './counted-usage.ts';
import { request } from './testing/requests.ts';
import { tokensOf } from './testing/tokens.ts';

const none = { input: 0, cached: 0, written: 0, output: 0 };
const text = 'Lausanne lies in Switzerland, by the lake; its people speak French.';
const reply = (usage: Partial<ModelReply['usage']>, said = text): ModelReply => ({
  ...{ model: 'm', stop: 'end', usage: { ...none, ...usage } },
  content: said === '' ? [] : [{ type: 'text', text: said }],
});

test.each([[{ input: 7, output: 3 }], [{ cached: 7, output: 3 }], [{ written: 7, output: 3 }]])(
  'what was counted stays: %j',
  (usage) => {
    expect(countedUsage(request(), reply(usage))).toEqual({
      ...{ usage: { ...none, ...usage }, estimated: 0 },
    });
  },
);

test('an empty reply is no tokens', () => {
  const { usage, estimated } = countedUsage(request(), reply({ input: 7 }, ''));
  expect([usage.output, estimated]).toEqual([0, 0]);
});

test('what was not counted is estimated, each way for itself, and rather too high', () => {
  const { system, tools, messages } = request();
  const whole = countedUsage(request(), reply({}));
  expect(whole.usage.input).toBeGreaterThan(tokensOf(JSON.stringify([system, tools, messages])));
  expect(whole.usage.output).toBeGreaterThan(tokensOf(text));
  expect(whole.estimated).toBe(whole.usage.input + whole.usage.output);
  const half = countedUsage(request(), reply({ output: 3 }));
  expect(half).toEqual({ usage: { ...whole.usage, output: 3 }, estimated: whole.usage.input });
});

test('every request takes some, so that a budget ends', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (system, said) => {
      expect(countedUsage(request({ system }), reply({}, said)).estimated).toBeGreaterThan(0);
    }),
  );
});
