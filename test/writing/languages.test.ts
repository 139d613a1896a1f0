import { nextWriting } from '@firefly/engines/anthropic/writer/writing';
import { expect, test } from 'vitest';
import { proposing, writing } from './kit.ts';
import { museums, transport } from './proposals.ts';

const { input } = writing();
const ends = async (task: object, language: string) => {
  const next = await nextWriting(input({ language }), [proposing(task), proposing()]);
  if ('ask' in next) throw new Error('it was asked for once more');
  return next;
};

const german = {
  prompt:
    'Für einen Bericht über die Museen in /workspace/data/museums.json: Wie viele von denen mit dem Setting „harbour“ verlangen mehr als 6 EUR Eintritt, und wer leitet das Museum mit den meisten Besuchern im Jahr?',
  answer_template: 'Es sind {harbour_museums}; das meistbesuchte leitet {director}.',
};
const french = {
  prompt:
    'Parmi les musées de /workspace/data/museums.json, combien de ceux dont le cadre est « harbour » demandent plus de 6 EUR par billet, et qui dirige celui qui a le plus de visiteurs par an ?',
  answer_template: 'Il y en a {harbour_museums}, et le plus visité est dirigé par {director}.',
};
const chinese = {
  prompt:
    '在 /workspace/data/museums.json 列出的博物馆中，位置为harbour且票价高于6欧元的有几家？年访客最多的博物馆由谁担任馆长？',
  answer_template: '共有 {harbour_museums} 家，年访客最多的博物馆馆长是 {director}。',
};

test.each([
  ['German', german],
  ['French', french],
  ['Chinese', chinese],
])('a task in %s passes every check', async (language, words) => {
  const { drafts, misfits } = await ends({ ...museums, ...words }, language);
  expect(misfits).toEqual([]);
  expect(drafts.map(({ draft }) => draft.answer)).toEqual([
    { harbour_museums: 5, director: 'Gilbert Mosher' },
  ]);
});

test('values stand in a prompt without spaces as they are, and flow as in any other', async () => {
  const task = {
    ...transport,
    prompt:
      '我们按每公里1.85欧元估算运费。从挪威（Norway）的Ålesund到丹麦（Denmark）的Svendborg直线距离是多少公里，运费是多少？',
    answer_template: '距离为 {distance} 公里，运费为 {cost} 欧元。',
  };
  const { drafts, misfits } = await ends(task, 'Chinese');
  expect(misfits).toEqual([]);
  expect(drafts[0]?.draft.answer).toMatchObject({ distance: 862.777 });
});

test.each([
  ['German', german, '6 EUR', '7 EUR', '6 in'],
  ['German', german, 'Besuchern', 'Besuchern Besuchern', 'grammar'],
  ['German', german, '„harbour“', '„harbour', 'grammar'],
  ['French', french, 'et qui dirige', 'et (qui dirige', 'grammar'],
  ['French', french, 'par an ?', 'par an, Gilbert Mosher ?', 'no-leak'],
  ['Chinese', chinese, '6欧元', '六欧元', '6 in'],
  ['Chinese', chinese, '担任馆长？', '担任馆长', 'grammar'],
  ['Chinese', chinese, '由谁担任馆长', '的馆长是否为Gilbert Mosher', 'no-leak'],
])(
  'a bad task in %s is turned away as in English: %#',
  async (language, words, from, to, reason) => {
    const prompt = words.prompt.replace(from, to);
    expect(prompt).not.toBe(words.prompt);
    const { drafts, misfits } = await ends({ ...museums, ...words, prompt }, language);
    expect(drafts).toEqual([]);
    expect(misfits.map((misfit) => misfit.reason).join()).toContain(reason);
  },
);
