import { reward } from '@firefly/contracts/reward';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boats } from '../testing/mcp-samples.ts';
import { ask, open, runningSimulator } from '../testing/running.ts';

const right = boats.answer;
const text = JSON.stringify(right);

test('an answer is rewarded in every form in which it may come', async () => {
  await using simulator = await runningSimulator([boats]);
  const url = `${simulator.url}/v1/sessions/${await open(simulator.url, boats.id)}/verify`;
  const cases: [object, number, string][] = [
    [{ answer: right }, 1, 'read'],
    [{ answer: text }, 1, 'read'],
    [{ submitted: [right] }, 1, 'read'],
    [{ submitted: [text] }, 1, 'read'],
    [{ message: `It is so: ${text}` }, 1, 'read'],
    // What was said beside a submission does not count.
    [{ submitted: [right], message: 'or not' }, 1, 'read'],
    [{ answer: {}, message: text }, 0, 'read'],
    [{ answer: right, submitted: [right] }, 0, 'several'],
    [{ submitted: [right, right] }, 0, 'several'],
    [{ message: `${text} or ${text}` }, 0, 'several'],
    [{ message: `${text}, perhaps` }, 0, 'text-behind'],
    [{ answer: { ...right, or: 1 } }, 0, 'extra-key'],
    [{ answer: null }, 0, 'not-an-object'],
    [{ message: '' }, 0, 'none'],
    [{ message: null }, 0, 'none'],
    [{}, 0, 'none'],
  ];
  for (const [attempt, score, answer] of cases) {
    const { status, body } = await ask(url, 'POST', attempt);
    expect({ attempt, status, score: body.reward, answer: body.answer }).toEqual({
      ...{ attempt, status: 200, score, answer },
    });
    expect(reward.parse(body)).toEqual(body);
  }
});

test('whatever is left as an answer, it is rewarded where it is right, and never an error', async () => {
  await using simulator = await runningSimulator([boats]);
  const url = `${simulator.url}/v1/sessions/${await open(simulator.url, boats.id)}/verify`;
  const names = fc.constantFrom(...Object.keys(right), '__proto__', 'constructor', 'length');
  // Labels where they belong and where they do not, so that some answers are nearly right.
  const value = fc.oneof(fc.constantFrom(...Object.values(right)), fc.jsonValue());
  const anything = fc.oneof(fc.dictionary(names, value), fc.jsonValue(), fc.string());
  const attempt = fc.oneof(
    fc.record({ answer: anything }),
    fc.record({ submitted: fc.array(anything, { maxLength: 3 }) }),
    fc.record({
      message: fc.oneof(
        anything.map((one) => JSON.stringify(one)),
        fc.string(),
      ),
    }),
  );
  await fc.assert(
    fc.asyncProperty(attempt, async (one) => {
      const { status, body } = await ask(url, 'POST', one);
      expect(status).toBe(200);
      const given =
        'answer' in one ? one.answer : 'message' in one ? one.message : one.submitted[0];
      const read = typeof given === 'string' ? parsed(given) : given;
      const alone = !('submitted' in one) || one.submitted.length === 1;
      expect(body.reward).toBe(alone && isRight(read) ? 1 : 0);
    }),
    { numRuns: 400 },
  );
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The label itself; lists of the sample compare in any order, which random ones do not meet. */
const isRight = (given: unknown): boolean =>
  typeof given === 'object' &&
  given !== null &&
  Object.keys(given).length === Object.keys(right).length &&
  Object.entries(right).every(
    ([name, label]) =>
      Object.hasOwn(given, name) &&
      JSON.stringify((given as Record<string, unknown>)[name]) === JSON.stringify(label),
  );

test.for<[string, string, number, RegExp]>([
  ['a list', '[]', 400, /object/],
  ['a text', '"x"', 400, /object/],
  ['another key', '{"answers":{}}', 400, /answers/],
  ['no JSON', '{"answer":', 400, /JSON/],
])('a harness that sends %s is told', async ([, body, status, told]) => {
  await using simulator = await runningSimulator([boats]);
  const url = `${simulator.url}/v1/sessions/${await open(simulator.url, boats.id)}/verify`;
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body });
  expect(response.status).toBe(status);
  expect(((await response.json()) as { detail: string }).detail).toMatch(told);
});
