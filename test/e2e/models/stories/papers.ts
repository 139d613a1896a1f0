import type { Story } from './story.ts';

const READ = 'files__read_text_file';
const museums = '/workspace/data/museums.json';
const loans = '/workspace/data/loans.json';
const grants = '/workspace/data/grants.json';
const vessels = '/workspace/data/vessels.json';
const contract = '/workspace/docs/transport-contract.md';

/** One file, read and reckoned with. */
export const papers: readonly Story[] = [
  {
    name: 'budgets',
    calls: [{ tool: READ, given: { path: museums } }],
    prompts: [
      `Going by ${museums}, how much do the museums spend in a year altogether in EUR, and what floor area do they have on average in square metres?`,
      `I am closing the books for the museums in ${museums}. Tell me the sum of their annual budgets in EUR and their average floor area in square metres.`,
    ],
    fields: [
      { name: 'total_budget', expression: '$sum($$.c1.annual_budget_eur)' },
      { name: 'average_floor_area', expression: '$average($$.c1.floor_area_m2)' },
    ],
    template:
      'They spend {total_budget} EUR and have {average_floor_area} square metres on average.',
  },
  {
    name: 'brass',
    calls: [{ tool: READ, given: { path: loans } }],
    prompts: [
      `I have to order a crane for the things of brass in ${loans}. Which of them is the heaviest, and how many kg do they weigh together?`,
      `Look at the loans made of brass in ${loans}: name the heaviest one and give the weight of all of them in kg.`,
    ],
    fields: [
      {
        name: 'heaviest',
        expression:
          "$$.c1[material='brass' and weight_kg=$max($$.c1[material='brass'].weight_kg)].name",
      },
      { name: 'total_weight', expression: "$sum($$.c1[material='brass'].weight_kg)" },
    ],
    template: 'The heaviest is {heaviest}; together they weigh {total_weight} kg.',
  },
  {
    name: 'funder',
    calls: [{ tool: READ, given: { path: grants } }],
    prompts: [
      `Which of the grants in ${grants} come from the Tidewater Trust, and what do they amount to in EUR?`,
    ],
    fields: [
      { name: 'grants', kind: 'list', expression: "[$$.c1[funder='Tidewater Trust'].name]" },
      { name: 'amount', expression: "$sum($$.c1[funder='Tidewater Trust'].amount_eur)" },
    ],
    template: 'These grants come from it: {grants}. They amount to {amount} EUR.',
  },
  {
    name: 'luggers',
    calls: [{ tool: READ, given: { path: vessels } }],
    prompts: [
      `Of the vessels of type lugger in ${vessels}, which one carries more sail, and what do all luggers displace together in tonnes?`,
    ],
    fields: [
      {
        name: 'vessel',
        expression:
          "$$.c1[type='lugger' and sail_area_m2=$max($$.c1[type='lugger'].sail_area_m2)].name",
      },
      { name: 'displacement', expression: "$sum($$.c1[type='lugger'].displacement_tonnes)" },
    ],
    template: '{vessel} carries more; together they displace {displacement} tonnes.',
  },
  {
    name: 'contract',
    calls: [{ tool: READ, given: { path: contract } }],
    prompts: [
      `A carrier is on the phone. According to ${contract}, what do we pay per crate in EUR, and up to how many EUR is the carrier liable?`,
    ],
    fields: [
      {
        name: 'per_crate',
        expression: '$number($match($$.c1, /Price per crate: (\\d+) EUR/).groups[0])',
      },
      {
        name: 'liability',
        expression: '$number($match($$.c1, /Liability limit: (\\d+) EUR/).groups[0])',
      },
    ],
    template: 'A crate costs {per_crate} EUR; the carrier is liable up to {liability} EUR.',
  },
  {
    name: 'searched',
    calls: [
      { tool: 'files__search_files', given: { path: '/workspace', pattern: '**/*order*' } },
      { tool: READ, flows: { '/path': '$$.c1' } },
    ],
    prompts: [
      'Find the one file under /workspace that has order in its name. Which workshop does it name, and how many working hours does it state?',
    ],
    fields: [
      { name: 'workshop', expression: '$match($$.c2, /Workshop: ([^\\n]+)/).groups[0]' },
      { name: 'hours', expression: '$number($match($$.c2, /Working hours: (\\d+)/).groups[0])' },
    ],
    bindings: [{ words: 'order', value: '**/*order*' }],
    template: 'It names {workshop} and states {hours} hours.',
  },
];
