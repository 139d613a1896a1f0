import { noEcho } from '@firefly/domain/judging/no-echo';
import { unaskableName, unaskableValue } from '@firefly/domain/judging/unaskable';
import { spanOf } from '@firefly/testing/builders/parts';
import { aTaskDraft, otherPeople } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { broken, observing } from './broken.ts';
import { judging } from './kit.ts';

const { passes, fails } = judging();
const draft = aTaskDraft();

/** The draft whose second field asks for a leaf of the person's record. */
const asking = (key: string, value: string | number | boolean) =>
  observing(
    1,
    { name: 'Jonas Weber', joined: 2021, [key]: value },
    broken({
      '/fields/1/expression': `c2.${key}`,
      '/fields/1/sources': [{ call: 'c2', pointer: `/${key}` }],
      '/answer/year': value,
    }),
  );
/** Recordings in which the leaf takes these values. */
const recorded = (key: string, ...values: (string | number | boolean)[]) => ({
  recordings: () =>
    values.map((value, at) => ({ arguments: { name: `P ${at}` }, observation: { [key]: value } })),
});

test('no-echo: what only a tool knows passes; a value that later flows on may be asked', async () => {
  expect(draft.calls[1]?.arguments.name).toBe(draft.answer.manager);
  await passes(noEcho, draft);
});

test('no-echo: an argument that comes back fails', async () => {
  const evidence = await fails(noEcho, asking('asked_for', 'Jonas Weber'), {
    ...recorded('asked_for', 'a', 'b', 'c'),
  });
  expect(evidence).toContain('is the argument c2 /name');
});

test('no-echo: a value of the prompt fails, whatever the field says of itself', async () => {
  const prompt = { '/prompt': `${draft.prompt} Was it 2021?` };
  expect(await fails(noEcho, broken(prompt))).toContain('2021 stands in the prompt');
  expect(await fails(noEcho, broken({ ...prompt, '/fields/1/choice': true }))).toContain('2021');
});

test('no-echo: a choice between values compared with one field may repeat one of them', async () => {
  const prompt = 'Which shop has the higher rent, Quai Nine or Altstadt Corner in Basel?';
  const two = "$$.c1[name='Quai Nine' or name='Altstadt Corner']";
  const literal = (value: string) => ({
    in: '/fields/0/expression',
    value,
    span: [...spanOf(prompt, value)],
    normalizer: 'identity',
  });
  const choice = (expression: string, ...values: string[]) =>
    broken({
      '/prompt': prompt,
      '/fields/0/expression': expression,
      '/fields/0/sources': [{ call: 'c1', pointer: '/2/name' }],
      '/fields/0/choice': true,
      '/answer/manager': 'Altstadt Corner',
      '/bindings': values.map(literal),
    });
  await passes(
    noEcho,
    choice(`${two}[rent_eur=$max(${two}.rent_eur)].name`, 'Quai Nine', 'Altstadt Corner'),
  );
  const roles = choice(
    "$$.c1[name='Altstadt Corner' and city='Basel'].name",
    'Altstadt Corner',
    'Basel',
  );
  expect(await fails(noEcho, roles)).toContain('"Altstadt Corner" stands in the prompt');
});

test('no-echo: a constant leaf fails', async () => {
  const constant = asking('team', 'Roastery');
  const same = recorded('team', 'Roastery', 'Roastery', 'Roastery');
  expect(await fails(noEcho, constant, same)).toContain('two values over three recordings');
  await passes(noEcho, constant, recorded('team', 'Roastery', 'Bakery'));
});

test('no-echo: too few recordings fail, equal arguments count once', async () => {
  await fails(noEcho, draft, { recordings: () => otherPeople.slice(0, 1) });
  const again = otherPeople.slice(0, 1).flatMap((one) => [one, one, one]);
  await fails(noEcho, draft, { recordings: () => again });
  await passes(noEcho, draft, { recordings: () => otherPeople.slice(0, 2) });
});

test('no-echo: a sum over constants fails, over what varies it passes', async () => {
  const sum = (second: number) =>
    observing(
      1,
      { parts: [{ n: 250 }, { n: second }, { n: 250 }] },
      broken({
        '/fields/1/expression': '$sum(c2.parts.n)',
        '/fields/1/sources': [0, 1, 2].map((at) => ({ call: 'c2', pointer: `/parts/${at}/n` })),
        '/answer/year': 500 + second,
      }),
    );
  const alone = { recordings: () => [] };
  expect(await fails(noEcho, sum(250), alone)).toContain('no leaf it is computed from');
  await passes(noEcho, sum(300), alone);
});

test('no-echo: a field whose own name says it is no fact fails', async () => {
  const named = broken({ '/fields/1/name': 'status', '/answer/status': 2021 });
  expect(await fails(noEcho, named)).toContain('its name says a status word');
});

test.each([
  ['employee_id', 48113, 'an opaque id'],
  ['status', 'retired', 'a status word'],
  ['is_active', true, 'a flag'],
  ['note', 'success', 'a status word'],
  ['elapsedMs', 1234, 'a timing'],
  ['home', '/home/jonas', 'a path'],
  ['file', 'docs/jonas.md', 'a path'],
  ['commit', '8985fa9601bb', 'an opaque id'],
  ['next_page', 22, 'pagination'],
  ['retrieved_at', '2026-01-01T10:00:00Z', 'a time of retrieval'],
])('no-echo: %s is not asked', async (key, value, kind) => {
  const others = recorded(key, 'one', 'two', 'three');
  expect(await fails(noEcho, asking(key, value), others)).toContain(kind);
});

test('null is nothing to ask for', () => {
  expect(unaskableValue(null)).toBe('nothing');
});

test.each([
  ['joined', 2021],
  ['message', 'Limit pauses to two months'],
  ['homepage', 'https://example.org/jonas'],
  ['currency', 'Swiss franc'],
  ['contract_number', 'AF-SV-2026-04'],
  ['born', '1984-05-06'],
  ['price', 'EUR 7.35/kg'],
  ['capital', 'Decade'],
])('%s may be asked', (key, value) => {
  expect(unaskableName(key)).toBeNull();
  expect(unaskableValue(value)).toBeNull();
});
