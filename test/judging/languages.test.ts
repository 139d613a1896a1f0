import { grammar } from '@firefly/domain/judging/grammar';
import { noLeak } from '@firefly/domain/judging/no-leak';
import { aTaskDraft } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { judging } from './kit.ts';

const { passes, fails } = judging();

test.each([
  [
    'German',
    'Wie viele der Museen, die die meisten Besucher an der Küste zählen, kosten null EUR?',
  ],
  ['German', 'Wer schrieb die Änderung „Karte ergänzt“, und an welchem Tag war das?'],
  ['French', 'Si vous vous trouvez à Lyon, quel musée a atteint le plus de visiteurs par an ?'],
  ['French', 'Combien coûte « la  carte » que l’on achète un an plus tôt\u202f?'],
  ['Swedish', 'Vem skrev ändringen ”Ny karta” och vilken dag var det?'],
  ['Spanish', '¿Cuántos museos de la costa cobran más de 6 EUR a América?'],
  ['Chinese', '柏林的人口是多少？'],
  ['Chinese', '请查看 /workspace/shops.json：租金最高的商店由谁管理，此人哪一年入职？'],
  ['Japanese', '「港」という設定の博物館のうち、入場料が6ユーロを超えるものはいくつありますか。'],
  ['Arabic', 'كم عدد المتاحف التي تزيد تذكرتها على 6 يورو؟'],
])('grammar: %s: %s', async (_, prompt) => {
  await passes(grammar, aTaskDraft({ prompt }));
});

test.each([
  ['Wie weit ist es von Lyon nach Heidelberg', 'ends without'],
  ['wie weit ist es von Lyon nach Heidelberg?', 'capital'],
  ['Wie weit ist es von Lyon nach Heidelberg Heidelberg?', 'repeats a word'],
  ['Wer schrieb die Änderung „Karte ergänzt, und wann war das?', 'balance'],
  ['Qui a écrit la modification « Une carte, et quel jour ?', 'balance'],
  ['Quelle est la monthly_rent du magasin de Lyon ?', 'identifier'],
  ['Quelle est la distance de {city} à Heidelberg ?', 'placeholder'],
  ['Quelle est la distance , en kilomètres, entre Lyon et Heidelberg ?', 'punctuation'],
  ['Wie weit ist undefined von Heidelberg entfernt?', 'undefined'],
  ['租金是多少？', 'too few'],
  ['租金最高的商店由谁管理，此人哪一年入职', 'ends without'],
  ['在文件「商店中，租金最高的商店由谁管理，此人哪一年入职？', 'balance'],
])('grammar: refused in any language: %s', async (prompt, said) => {
  expect(await fails(grammar, aTaskDraft({ prompt }))).toContain(said);
});

test.each([
  'Wer leitet das Geschäft mit der höchsten Miete, und seit wann? Doch nicht seit 2021?',
  '请查看 /workspace/shops.json：租金最高的商店由谁管理，此人是否2021年入职？',
  '租金最高的商店是否由Jonas Weber管理，此人哪一年入职？',
])('an answer is found in a prompt without spaces, too: %s', async (prompt) => {
  expect(await fails(noLeak, aTaskDraft({ prompt }))).toMatch(/2021|Jonas Weber/);
});
