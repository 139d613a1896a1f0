import { accounted } from '@firefly/domain/judging/accounted';
import { judge } from '@firefly/domain/judging/checks';
import { depends } from '@firefly/domain/judging/depends';
import { distinctive } from '@firefly/domain/judging/distinctive';
import { evaluated } from '@firefly/domain/judging/evaluated';
import { flowsHold } from '@firefly/domain/judging/flows-hold';
import { homonym } from '@firefly/domain/judging/homonym';
import { necessary } from '@firefly/domain/judging/necessary';
import { noEcho } from '@firefly/domain/judging/no-echo';
import { noLeak } from '@firefly/domain/judging/no-leak';
import { noPosition } from '@firefly/domain/judging/no-position';
import { visible } from '@firefly/domain/judging/visible';
import { findPerson, otherPeople, person } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { broken, observing } from './broken.ts';
import { judging } from './kit.ts';
import {
  contract,
  keeperDraft,
  NUMBER,
  otherPapers,
  otherTexts,
  paperDraft,
  searchedDraft,
  tools,
} from './papers.ts';

const kit = judging();
const known = (papers = otherPapers) => ({
  tools,
  recordings: (fingerprint: string) =>
    fingerprint === findPerson.fingerprint ? otherPeople : papers,
});
const passes: typeof kit.passes = (check, draft, changes) =>
  kit.passes(check, draft, { ...known(), ...changes });
const fails: typeof kit.fails = (check, draft, changes) =>
  kit.fails(check, draft, { ...known(), ...changes });

const jonas = person('Jonas Weber', 2021, 'CH');

test.each([
  ['a paper states', paperDraft()],
  ['is known of a person whom a paper names', keeperDraft(jonas)],
  ['a paper states that was searched for', searchedDraft()],
])('what %s passes every check', async (_, draft) => {
  const results = await judge(draft, kit.context(known()));
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
});

test('depends: a pattern that spells the answer depends on nothing', async () => {
  const spelled = paperDraft('$match($$.c1, /^Contract number: (OF-7731-26)/m).groups[0]');
  expect(await fails(depends, spelled)).toContain('no other value');
});

test('no-position, evaluated: a key that stands there twice gives no single value', async () => {
  const twice = paperDraft(NUMBER, `${contract}Contract number: OF-7732-26\n`);
  expect(await fails(noPosition, twice)).toContain('does not pick exactly one');
  expect(await fails(evaluated, twice)).toContain('declares a scalar');
});

test('accounted: a pattern is structure, a separator is a literal from nowhere', async () => {
  await passes(accounted, paperDraft());
  const cut = "$substringBefore($substringAfter($$.c1, 'number: '), '-26')";
  expect(await fails(accounted, paperDraft(cut))).toContain('"number: "');
});

test('visible: what stands behind the cut cannot be read', async () => {
  const long = `${contract}${'and so on\n'.repeat(2_000)}`;
  expect(await fails(visible, paperDraft(NUMBER, long))).toContain('does not show');
});

test('no-echo: other texts of the tool must have been seen, and differ', async () => {
  expect(await fails(noEcho, paperDraft(), known(otherTexts('Members: 27')))).toContain(
    'two values',
  );
  expect(await fails(noEcho, paperDraft(), known(otherTexts(contract, contract)))).toContain(
    'two values',
  );
});

test('no-echo: a line that all texts have alike is no answer, though the texts differ', async () => {
  const alike = ['x', 'y', 'z'].map((each) => `Contract number: OF-7731-26\nClerk: ${each}`);
  expect(await fails(noEcho, paperDraft(), known(otherTexts(...alike)))).toContain(
    'all say the same',
  );
  await passes(noEcho, paperDraft(), known(otherTexts(...alike, 'Contract number: X-1')));
});

test('no-leak: the commonest value of a line can be guessed', async () => {
  const common = ['a', 'b'].map((each) => `${contract}Clerk: ${each}`);
  const papers = otherTexts(...common, 'Contract number: X-1\nPrice per crate: 2,000 EUR');
  expect(await fails(noLeak, paperDraft(), known(papers))).toContain('commonest');
  await passes(noLeak, paperDraft());
});

test('homonym: what the text says beside a name must hold of the record found', async () => {
  await passes(homonym, keeperDraft(jonas));
  const other = keeperDraft(person('Jonas Weber', 2021, 'DE'));
  expect(await fails(homonym, other)).toContain('country is "CH" there and "DE" here');
  const silent = contract.replace('Country: CH\n', '');
  await passes(homonym, keeperDraft(person('Jonas Weber', 2021, 'DE'), silent));
});

test('flows-hold: the value must stand in the text that the flow names', async () => {
  const draft = keeperDraft(jonas);
  await passes(flowsHold, draft);
  const guessed = broken({ '/flows/0/expression': "'Jonas ' & 'Weber'" }, draft);
  expect(await fails(flowsHold, guessed)).toContain('never reads');
  const elsewhere = observing(0, contract.replace('Jonas Weber', 'Rita Bo'), draft);
  expect(await fails(flowsHold, elsewhere)).toContain('the argument is "Jonas Weber"');
});

test('distinctive, necessary: a name that the prompt tells needs no text', async () => {
  const told = keeperDraft(jonas);
  const prompt = told.prompt.replace('this keeper', 'Jonas Weber');
  expect(await fails(distinctive, broken({ '/prompt': prompt }, told))).toContain(
    'read off the prompt',
  );
  const end = { ...told, prompt, fields: told.fields.slice(1) };
  expect(await fails(necessary, end)).toContain('without c1');
  await passes(necessary, told);
});

test('accounted: a pattern is made of the word that the prompt says', async () => {
  const draft = searchedDraft();
  const edit = { '/calls/0/arguments/pattern': '**/*transport*' };
  expect(await fails(accounted, broken(edit, draft))).toContain('its span gives "**/*contract*"');
  const bare = { ...draft, bindings: draft.bindings.slice(0, 1) };
  expect(await fails(accounted, bare)).toContain('/pattern = "**/*contract*" comes from nowhere');
});

test('flows-hold, necessary: the search must have found the file, and the prompt not name it', async () => {
  const several = searchedDraft('/workspace/contract.md\n/workspace/old-contract.md');
  expect(await fails(flowsHold, several)).toContain('the argument is "/workspace/contract.md"');
  const draft = searchedDraft();
  const told = broken({ '/prompt': `${draft.prompt} It is /workspace/contract.md.` }, draft);
  expect(await fails(necessary, told)).toContain('without c1');
});
