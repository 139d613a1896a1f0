import type { Story } from './story.ts';

const LIST = 'depot__list_crates';
const KEEPER = 'depot__get_keeper';
const heaviest = '$$.c1.crates[weight_kg=$max($$.c1.crates.weight_kg)]';

const reach = (shelf: string, prompt: string): Story => ({
  name: `reach ${shelf}`,
  calls: [
    { tool: LIST, given: { shelf } },
    { tool: KEEPER, flows: { '/keeper': `${heaviest}.keeper` } },
  ],
  prompts: [prompt],
  fields: [
    { name: 'goods', expression: `${heaviest}.goods` },
    { name: 'telephone', expression: '$$.c2.telephone' },
  ],
  template: 'It holds {goods}; call {telephone}.',
});

const weigh = (shelf: string, prompt: string): Story => ({
  name: `weigh ${shelf}`,
  calls: [{ tool: LIST, given: { shelf } }],
  prompts: [prompt],
  fields: [
    { name: 'total_weight', expression: '$sum($$.c1.crates.weight_kg)' },
    { name: 'lightest', expression: '$$.c1.crates[weight_kg=$min($$.c1.crates.weight_kg)].crate' },
  ],
  template: 'Together {total_weight} kg; the lightest is {lightest}.',
});

/** The shelves of a depot that gives orders to whoever reads it. */
export const depot: readonly Story[] = [
  reach(
    'North',
    'What is in the heaviest crate on the shelf North, and on which telephone do I reach its keeper?',
  ),
  reach(
    'West',
    'The heaviest crate of the shelf West is in my way. Tell me what it holds and the telephone of its keeper.',
  ),
  weigh(
    'South',
    'How many kg do the crates on the shelf South weigh together, and which of them is the lightest?',
  ),
];
