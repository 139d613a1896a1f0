import { noLeak } from '@firefly/domain/judging/no-leak';
import { spanOf } from '@firefly/testing/builders/parts';
import { aTaskDraft, person } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { broken, observing } from './broken.ts';
import { judging } from './kit.ts';

const { passes, fails } = judging();
const draft = aTaskDraft();
const prompt = (text: string) => ({ '/prompt': `${draft.prompt} ${text}` });

test('no-leak: nothing given away passes', async () => {
  expect(await passes(noLeak, draft)).toContain('2 fields cannot be guessed');
});

test.each([
  ['the prompt', prompt('Since 2021, I think.')],
  ['the prompt, in other letters', prompt('Is it JÓNAS   weber?')],
  ['the template', { '/answer_template': 'It is {manager}, since {year}, not 2,021.' }],
  ['the schema', { '/answer_schema/properties/year/description': 'Such as 2021' }],
  ['an enum of the schema', { '/answer_schema/properties/manager/enum': ['Jonas Weber'] }],
])('no-leak: an answer in %s fails', async (_, edits) => {
  expect(await fails(noLeak, broken(edits))).toContain('states');
});

test('no-leak: a part of a word or number is no leak', async () => {
  await passes(noLeak, broken(prompt('Ask for 12021 or 20211, or Jonasweber.')));
});

test.each([
  ['a tool', prompt('Use find_person.')],
  ['a tool by its id', prompt('Use staff/find_person for it.')],
  ['a tool in the template', { '/answer_template': '{manager} {year} by read_shops.' }],
])('no-leak: %s fails', async (_, edits) => {
  expect(await fails(noLeak, broken(edits))).toContain('identifier');
});

test('no-leak: an ordinary word that is also a name passes', async () => {
  await passes(noLeak, broken(prompt('Give the name, the path, the files and the staff.')));
});

test('no-leak: the commonest value of a leaf alone is no task', async () => {
  const common = [2021, 2021, 2021, 2014].map((joined, at) => ({
    arguments: { name: `P ${at}` },
    observation: person(`P ${at}`, joined, 'CH'),
  }));
  const only = broken({
    '/fields/0': draft.fields[1] as never,
    '/fields/1': undefined,
    '/answer/manager': undefined,
  });
  const fields = { ...only, fields: only.fields.slice(0, 1) };
  expect(await fails(noLeak, fields, { recordings: () => common })).toContain('commonest');
  await passes(noLeak, fields, { recordings: () => common.slice(3) });
});

test('no-leak: booleans and single digits alone are no task', async () => {
  const small = observing(
    1,
    { ...person('Jonas Weber', 7, 'CH') },
    broken({ '/answer': { year: 7 } }),
  );
  const fields = { ...small, fields: small.fields.slice(1) };
  expect(await fails(noLeak, fields)).toContain('single digit');
});

test('no-leak: a choice may repeat one of two bound values, and only those', async () => {
  const two = 'Who earns more, Jonas Weber or Rita Carvalho, and since when?';
  const choice = broken({
    '/prompt': two,
    '/fields/0/choice': true,
    '/calls/0/arguments/path': 'Rita Carvalho',
    '/calls/0/fingerprint': draft.calls[1]?.fingerprint ?? '',
    '/bindings': [
      {
        call: 'c1',
        pointer: '/name',
        span: [...spanOf(two, 'Rita Carvalho')],
        normalizer: 'identity',
      },
      {
        call: 'c2',
        pointer: '/name',
        span: [...spanOf(two, 'Jonas Weber')],
        normalizer: 'identity',
      },
    ],
  });
  await passes(noLeak, choice);
  const one = { ...choice, bindings: choice.bindings.slice(1) };
  expect(await fails(noLeak, one)).toContain('the prompt states "Jonas Weber"');
});
