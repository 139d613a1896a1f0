import type { Json } from '@firefly/domain/json';
import { judge } from '@firefly/domain/judging/checks';
import { aCall, aCatalog, aTool, spanOf } from '@firefly/testing/builders/parts';
import { aTaskDraft } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { judging } from './kit.ts';

const { context } = judging();

const openTeam = aTool('staff', 'open_team', 'Opens the file of a team.', {
  lead: { type: 'string', description: 'Full name of who leads the team' },
});
const team = (lead: string, budget: number, ...mentors: string[]): { [key: string]: Json } => ({
  relations: [
    ...mentors.map((from) => ({ from, to: lead, kind: 'mentor' })),
    { from: lead, to: 'Altstadt Corner', kind: 'visits' },
  ],
  note: `Budget of ${budget} EUR, agreed in spring`,
});
const teams = [
  team('Ada Moll', 1210, 'Jo Brandt', 'Ulla Holm', 'Sven Auer'),
  team('Theo Rey', 990, 'Lia Sand'),
].map((observation, at) => ({ arguments: { lead: `T ${at}` }, observation }));

/** A list, a count, and a number out of prose: no flow at all. */
function teamDraft() {
  const prompt =
    'Who acts as mentor to Ines Moreau, what is the budget of her team in EUR, and how many entries does its file have?';
  const span = spanOf(prompt, 'Ines Moreau');
  const observation = team('Ines Moreau', 1840, 'Marta Kowalska', 'Tobias Lindqvist');
  const list = "[c1.relations[to='Ines Moreau' and kind='mentor'].from]";
  const relation = (pointer: string) => ({ call: 'c1', pointer: `/relations/${pointer}` });
  return aTaskDraft({
    prompt,
    answer: { people: ['Marta Kowalska', 'Tobias Lindqvist'], budget: 1840, entries: 3 },
    answer_schema: { type: 'object' },
    answer_template: '{people} act as mentors; the budget is {budget} EUR; {entries} entries.',
    fields: [
      {
        name: 'people',
        kind: 'list',
        expression: list,
        sources: ['0/to', '0/kind', '0/from', '1/to', '1/kind', '1/from'].map(relation),
        compare: { type: 'set' },
      },
      {
        name: 'budget',
        kind: 'scalar',
        expression: '$number($match(c1.note, /Budget of (\\d+) EUR/).groups[0])',
        sources: [{ call: 'c1', pointer: '/note' }],
        compare: { type: 'exact' },
      },
    ],
    calls: [aCall('c1', openTeam, { lead: 'Ines Moreau' }, observation)],
    flows: [],
    bindings: [
      { call: 'c1', pointer: '/lead', span, normalizer: 'identity' },
      { in: '/fields/0/expression', value: 'Ines Moreau', span, normalizer: 'identity' },
      {
        in: '/fields/0/expression',
        value: 'mentor',
        span: spanOf(prompt, 'mentor'),
        normalizer: 'identity',
      },
    ],
    needed_tools: ['staff/open_team'],
    offered_tools: ['staff/open_team'],
    servers: ['staff'],
  });
}

/** The draft with a count whose sources are whatever the evaluator says matters. */
async function withCount() {
  const draft = teamDraft();
  const { evaluate } = context();
  const expression = '$count(c1.relations)';
  const inputs = { c1: draft.calls[0]?.observation ?? null };
  const counted = await evaluate.evaluate(expression, inputs);
  if (!counted.ok) throw new Error(counted.detail);
  const sources = await evaluate.dependsOn(expression, inputs, counted.reads);
  const compare = { type: 'exact' } as const;
  const count = { name: 'entries', kind: 'scalar', expression, sources, compare } as const;
  return { ...draft, fields: [...draft.fields, count] };
}

test('a list, a number out of prose and a count pass every check', async () => {
  const known = { tools: aCatalog(openTeam), recordings: () => teams };
  const results = await judge(await withCount(), context(known));
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
});
