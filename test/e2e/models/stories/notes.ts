import type { Story } from './story.ts';

const OPEN = 'notes__open_nodes';
const SEARCH = 'notes__search_nodes';
const exhibitions = '/workspace/data/exhibitions.json';
const superior = "$$.c1.relations[from='Yuna Kashiwagi' and relationType='reports to'].to";
const supplied = "$$.c1.relations[from='Sjöstrand Sails' and relationType='supplies'].to";
const restored = `$$.c2.relations[from=${supplied} and relationType='restored'].to`;
const borrower = "$$.c1.relations[from='Casa da Ria' and relationType='lends to'].to";
const curator = '$$.c1[insurance_value_eur=$max($$.c1.insurance_value_eur)].curator';

/** Who knows whom, and what is noted about it. */
export const notes: readonly Story[] = [
  {
    name: 'superior',
    calls: [
      { tool: OPEN, given: { names: ['Yuna Kashiwagi'] } },
      { tool: OPEN, flows: { '/names/0': superior } },
    ],
    prompts: [
      'I am new here and want to introduce myself. Who is the person that Yuna Kashiwagi reports to, and what observations are on record about them?',
      'To whom does Yuna Kashiwagi report, and what observations are on record about that person?',
    ],
    fields: [
      { name: 'person', expression: superior },
      { name: 'observations', kind: 'list', expression: '[$$.c2.entities.observations]' },
    ],
    template: 'It is {person}. On record: {observations}.',
  },
  {
    name: 'restored',
    calls: [
      { tool: SEARCH, given: { query: 'Sjöstrand Sails' } },
      { tool: SEARCH, flows: { '/query': supplied } },
      { tool: OPEN, flows: { '/names/0': restored } },
    ],
    prompts: [
      'Which vessel was restored by the yard that Sjöstrand Sails supplies, and what observations are on record about that vessel?',
    ],
    fields: [
      { name: 'vessel', expression: restored },
      { name: 'observations', kind: 'list', expression: '[$$.c3.entities.observations]' },
    ],
    template: 'It restored {vessel}. On record: {observations}.',
  },
  {
    name: 'borrower',
    calls: [
      { tool: SEARCH, given: { query: 'Casa da Ria' } },
      { tool: OPEN, flows: { '/names/0': borrower } },
    ],
    prompts: [
      'What is the museum called that Casa da Ria lends to, and what observations are on record about it?',
    ],
    fields: [
      { name: 'museum', expression: borrower },
      { name: 'observations', kind: 'list', expression: '[$$.c2.entities.observations]' },
    ],
    template: 'It lends to {museum}. On record: {observations}.',
  },
  {
    name: 'curator',
    calls: [
      { tool: 'files__read_text_file', given: { path: exhibitions } },
      { tool: OPEN, flows: { '/names/0': curator } },
    ],
    prompts: [
      `Take the exhibition with the highest insurance value in ${exhibitions}. What are the names of its curator and of the person whom that curator reports to?`,
    ],
    fields: [
      { name: 'curator', expression: curator },
      {
        name: 'superior',
        expression: `$$.c2.relations[from=${curator} and relationType='reports to'].to`,
      },
    ],
    template: 'It is curated by {curator}, who reports to {superior}.',
  },
];
