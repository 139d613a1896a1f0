import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Compare, TaskField } from '../dataset/task.ts';
import type { Json, JsonObject } from '../json.ts';
import { type RewardedTask, rewardOf } from './reward.ts';

const field = (name: string, compare: Compare): TaskField => ({
  name,
  kind: compare.type === 'set' ? 'list' : 'scalar',
  expression: '$$.c1',
  sources: [],
  compare,
});

const task: RewardedTask = {
  answer: { keeper: 'Ilze Ozola', length: 93.922, seats: 26, boats: ['Aurora', 'Baltija'] },
  fields: [
    field('keeper', { type: 'exact' }),
    field('length', { type: 'number', relative: 0.001 }),
    field('seats', { type: 'exact' }),
    field('boats', { type: 'set' }),
  ],
  calls: [],
};

const submit = (answer: unknown) => rewardOf(task, { submitted: [answer] }, []);
const say = (message: string) => rewardOf(task, { submitted: [], message }, []);

test('the label itself is worth 1, in each form', () => {
  const text = JSON.stringify(task.answer, null, 2);
  const forms = [
    submit(task.answer),
    submit(text),
    say(text),
    say(`So:\n\`\`\`json\n${text}\n\`\`\``),
  ];
  for (const reward of forms)
    expect(reward).toMatchObject({ version: 1, reward: 1, partial: 1, answer: 'read' });
});

test('each field that does not match is named, and the others count', () => {
  const { keeper: _, ...rest } = task.answer;
  const reward = submit({ ...rest, length: '93.922 m', boats: ['Baltija', 'Aurora'] });
  expect(reward).toMatchObject({ reward: 0, partial: 0.5, answer: 'read' });
  expect(reward.fields.map(({ name, score, reason }) => [name, score, reason])).toEqual([
    ['keeper', 0, 'missing'],
    ['length', 0, 'unreadable'],
    ['seats', 1, null],
    ['boats', 1, null],
  ]);
});

test('an answer that cannot be read scores nothing for any field', () => {
  const answer = task.answer;
  const text = JSON.stringify(answer);
  const tried = [
    rewardOf(task, { submitted: [answer, answer] }, []),
    submit({ ...answer, note: 'or 27' }),
    submit(JSON.parse(`{"__proto__":1,${text.slice(1)}`)),
    submit(`Here: ${text}`),
    submit(`${text.slice(0, -1)},"seats":27}`),
    submit([answer]),
    submit(null),
    submit('26'),
    say(`${text} ${text}`),
    say('Ilze Ozola, 93.922, 26, Aurora and Baltija'),
    rewardOf(task, { submitted: [], message: null }, []),
  ];
  expect(tried.map((reward) => reward.answer)).toEqual([
    'several',
    'extra-key',
    'extra-key',
    'malformed',
    'repeated-key',
    'not-an-object',
    'not-an-object',
    'not-an-object',
    'several',
    'none',
    'none',
  ]);
  for (const { reward, partial, fields } of tried) {
    expect([reward, partial]).toEqual([0, 0]);
    expect(fields.every(({ reason, score }) => reason === 'unread' && score === 0)).toBe(true);
  }
});

test('what was submitted counts, whatever is said besides', () => {
  const attempt = { submitted: [task.answer], message: 'It may also be {"seats":27}' };
  expect(rewardOf(task, attempt, []).reward).toBe(1);
});

test('inherited names are no fields of an answer', () => {
  const odd = {
    ...task,
    answer: { constructor: 'a' },
    fields: [field('constructor', { type: 'exact' })],
  };
  expect(rewardOf(odd, { submitted: [{}] }, []).fields[0]?.reason).toBe('missing');
  expect(rewardOf(odd, { submitted: [{ constructor: 'a' }] }, []).reward).toBe(1);
});

test('nothing that is reported holds a value of the label or the answer', () => {
  const reward = JSON.stringify(submit({ ...task.answer, keeper: 'Maris Kalns', seats: 27 }));
  for (const value of ['Ilze', 'Maris', '93.9', '26', '27', 'Aurora'])
    expect(reward).not.toContain(value);
});

const anything = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(fc.constantFrom(...Object.keys(task.answer), 'more', '__proto__'), fc.jsonValue()),
);

test('any JSON and any text is scored between 0 and 1, and is right only if every field is', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 2 }), fc.string(), (submitted, message) => {
      const { reward, partial, fields } = rewardOf(task, { submitted, message }, []);
      expect(partial).toBeGreaterThanOrEqual(0);
      expect(partial).toBeLessThanOrEqual(1);
      expect(reward).toBe(partial === 1 ? 1 : 0);
      expect(fields.map(({ name }) => name)).toEqual(task.fields.map(({ name }) => name));
    }),
  );
});

/** Other values for each field, none of which its compare allows. */
const wrong: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  keeper: fc.string().filter((text) => text !== 'Ilze Ozola'),
  length: fc.double({ noNaN: true }).filter((value) => Math.abs(value - 93.922) > 0.094),
  seats: fc.integer().filter((value) => value !== 26),
  boats: fc
    .array(fc.constantFrom('Aurora', 'Baltija', 'Cesis'))
    .filter((list) => list.toSorted().join() !== 'Aurora,Baltija'),
};

test('a wrong field scores 0 and leaves the others as they are', () => {
  const changes = fc.record(wrong, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
  fc.assert(
    fc.property(changes, (change) => {
      const reward = submit({ ...task.answer, ...change });
      for (const { name, score } of reward.fields)
        expect(score).toBe(Object.hasOwn(change, name) ? 0 : 1);
      expect(reward.partial).toBe(1 - Object.keys(change).length / 4);
    }),
  );
});
