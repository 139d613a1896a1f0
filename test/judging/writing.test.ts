import { grammar } from '@firefly/domain/judging/grammar';
import { wellFormed } from '@firefly/domain/judging/well-formed';
import { aTaskDraft } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { broken } from './broken.ts';
import { judging } from './kit.ts';

const { passes, fails } = judging();

test.each([
  ['How far is Lyon in France from Heidelberg in Germany, in kilometres as the crow flies?'],
  ['Find the one file under /workspace that has agreement in its name. What price does it state?'],
  ['Who wrote the commit "fix  VAT_rounding, " in the repository /workspace/shop_site?'],
  ['In which unit, an hour or a euro, is a one-off fee of a university quoted?'],
  ['Who earns more, A and A Supplies or an SQL consultant?'],
])('grammar: %s', async (prompt) => {
  await passes(grammar, aTaskDraft({ prompt }));
});

test.each([
  ['How far is Lyon in France from Heidelberg', 'ends without'],
  ['how far is Lyon in France from Heidelberg?', 'capital'],
  ['How far is  Lyon in France from Heidelberg?', 'stray space'],
  ['How far is {city} in France from Heidelberg?', 'placeholder'],
  ['How far is undefined in France from Heidelberg?', 'undefined'],
  ['How far is [object Object] from Heidelberg?', '[object'],
  ['What is the monthly_rent of the shop in Lyon?', 'identifier'],
  ['What is the the monthly rent of the shop in Lyon?', 'repeats a word'],
  ['What is the message of the commit "Fix it?', 'never closed'],
  ['How many people (and dogs live in the city of Lyon?', 'balance'],
  ['Which is a expensive town in the south of France?', 'article'],
  ['Which is an cheap town in the south of France?', 'article'],
  ['What is the capital of Lyon , in France?', 'punctuation'],
  ['How far is it?', 'too few'],
  [`How far is ${'it from here '.repeat(40)}to Lyon?`, 'more than anybody'],
])('grammar: refused: %s', async (prompt, said) => {
  expect(await fails(grammar, aTaskDraft({ prompt }))).toContain(said);
});

test.each([
  ['prompt', { '/prompt': 'Who wrote the commit "fix\u001b[2J" in /workspace/shop_site?' }],
  ['prompt', { '/prompt': 'Who wrote the commit "fix\nbreak" in /workspace/shop_site?' }],
  ['prompt', { '/prompt': 'How far is \u202eLyon\u202c in France from Heidelberg?' }],
  ['template', { '/answer_template': '{manager} joined in {year}\u009b.' }],
  ['name of a field', { '/fields/1/name': 'year\u0007' }],
])('grammar: a control character in the %s is refused', async (where, edits) => {
  const evidence = await fails(grammar, broken(edits));
  expect(evidence).toContain(`the ${where} holds a control character`);
});

test('well-formed: parts that fit pass', async () => {
  expect(await passes(wellFormed, aTaskDraft())).toContain('2 fields and 2 calls');
});

test.each([
  ['a template without a field', { '/answer_template': 'It is {manager}.' }, 'the template shows'],
  ['a template with another', { '/answer_template': '{manager} {year} {pay}' }, 'template shows'],
  ['an answer too many', { '/answer/pay': 1 }, 'exactly the fields'],
  ['an answer of another type', { '/answer/year': '2021' }, 'does not fit its schema'],
  ['no field', { '/fields': [], '/answer': {}, '/answer_template': 'It.' }, 'there is no field'],
  ['a schema of no use', { '/answer_schema/type': 'words' }, 'the schema cannot be used'],
  ['two fields of one name', { '/fields/0/name': 'year' }, 'one name'],
  ['ids out of order', { '/calls/0/id': 'c2', '/calls/1/id': 'c1' }, 'not numbered'],
  ['a flow backward', { '/flows/0/from': 'c2', '/flows/0/to': 'c1' }, 'does not run forward'],
  ['arguments that do not fit', { '/calls/1/arguments': { name: 5 } }, 'arguments of c2'],
  ['a required argument missing', { '/calls/0/arguments': {} }, 'arguments of c1'],
  ['a tool not needed', { '/needed_tools/2': 'zoo/feed' }, 'needed_tools should be'],
  ['tools unsorted', { '/needed_tools': ['staff/find_person', 'files/read_shops'] }, 'sorted'],
  ['a needed tool not offered', { '/offered_tools': ['files/read_shops'] }, 'not offered'],
  ['a server not listed', { '/servers': ['files'] }, 'staff is not listed'],
  ['an unknown tool', { '/calls/1/tool': 'find_people' }, 'not in the catalog'],
  [
    'a compare that its label does not fit',
    { '/fields/0/compare': { type: 'date' } },
    'the compare of manager does not fit: the label is not what date compares',
  ],
])('well-formed: %s fails', async (_, edits, said) => {
  expect(await fails(wellFormed, broken(edits))).toContain(said);
});
