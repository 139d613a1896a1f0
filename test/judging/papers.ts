import type { TaskDraft } from '@firefly/domain/dataset/task';
import type { Json, JsonObject } from '@firefly/domain/json';
import { aCall, aCatalog, aTool, spanOf } from '@firefly/testing/builders/parts';
import { aTaskDraft, findPerson } from '@firefly/testing/builders/task';

export const readText = aTool('files', 'read_text', 'Reads a text file.', {
  path: { type: 'string', description: 'Where the file lies' },
});
const searchFiles = aTool('files', 'search', 'Searches with a glob pattern.', {
  folder: { type: 'string', description: 'Where to look' },
  pattern: { type: 'string', description: 'A glob pattern' },
});
export const tools = aCatalog(readText, searchFiles, findPerson);

export const contract = `# Transport

Contract number: OF-7731-26
Keeper: Jonas Weber
Country: CH
Price per crate: 1,385 EUR
`;
const path = '/workspace/contract.md';

/** Recordings of the tool that reads: other papers, each with something of its own. */
export const otherTexts = (...texts: readonly Json[]) =>
  texts.map((observation, at) => ({ arguments: { path: `/workspace/${at}.md` }, observation }));
export const otherPapers = otherTexts(
  'Members: 27\nChair: Ada Moll',
  [{ name: 'Quai Nine' }],
  'Contract number: OF-9002-25\nPrice per crate: 410 EUR',
);

export const NUMBER = '$match($$.c1, /^Contract number: (.*\\S)/m).groups[0]';
const PRICE = '$number($join($match($$.c1, /^Price per crate: (\\d{1,3}),(\\d{3}) EUR/m).groups))';
const wholeText = [{ call: 'c1', pointer: '' }];

const schemaOf = (answer: JsonObject): JsonObject => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(answer).map(([key, value]) => [key, { type: typeof value }]),
  ),
  required: Object.keys(answer),
  additionalProperties: false,
});

/** A draft that every check accepts: what a paper states. */
export function paperDraft(expression = NUMBER, text: string = contract): TaskDraft {
  const prompt = `According to ${path}, what are the contract number and the price per crate in EUR?`;
  const answer = { contract_number: 'OF-7731-26', price_per_crate: 1385 };
  return aTaskDraft({
    prompt,
    answer,
    answer_schema: schemaOf(answer),
    answer_template:
      'The contract number is {contract_number}, and the price per crate is {price_per_crate}.',
    fields: [
      {
        name: 'contract_number',
        kind: 'scalar',
        expression,
        sources: wholeText,
        compare: { type: 'exact' },
      },
      {
        name: 'price_per_crate',
        kind: 'scalar',
        expression: PRICE,
        sources: wholeText,
        compare: { type: 'exact' },
      },
    ],
    calls: [aCall('c1', readText, { path }, text)],
    flows: [],
    bindings: [
      { call: 'c1', pointer: '/path', span: spanOf(prompt, path), normalizer: 'identity' },
    ],
    needed_tools: ['files/read_text'],
    offered_tools: ['files/read_text'],
    servers: ['files'],
  });
}

const KEEPER = '$match($$.c1, /^Keeper: (.*\\S)/m).groups[0]';

/** Another: a person whom a paper names is looked up. */
export function keeperDraft(found: JsonObject, text: string = contract): TaskDraft {
  const prompt = `Who is the keeper named in ${path}, and in which year did this keeper join?`;
  const answer = { keeper: 'Jonas Weber', year: 2021 };
  return aTaskDraft({
    prompt,
    answer,
    answer_schema: schemaOf(answer),
    answer_template: 'The keeper is {keeper}, and the year is {year}.',
    fields: [
      {
        name: 'keeper',
        kind: 'scalar',
        expression: KEEPER,
        sources: wholeText,
        compare: { type: 'exact' },
      },
      {
        name: 'year',
        kind: 'scalar',
        expression: '$$.c2.joined',
        sources: [{ call: 'c2', pointer: '/joined' }],
        compare: { type: 'exact' },
      },
    ],
    calls: [
      aCall('c1', readText, { path }, text),
      aCall('c2', findPerson, { name: 'Jonas Weber' }, found),
    ],
    flows: [{ from: 'c1', expression: KEEPER, from_pointer: '', to: 'c2', to_pointer: '/name' }],
    bindings: [
      { call: 'c1', pointer: '/path', span: spanOf(prompt, path), normalizer: 'identity' },
    ],
    needed_tools: ['files/read_text', 'staff/find_person'],
    offered_tools: ['files/read_text', 'staff/find_person'],
    servers: ['files', 'staff'],
  });
}

/** The same paper, searched for by a word of its name. */
export function searchedDraft(found: Json = path): TaskDraft {
  const read = paperDraft();
  const asks = 'According to it, what are the contract number and the price per crate in EUR?';
  const prompt = `Find the one file under /workspace that has contract in its name. ${asks}`;
  const moved = ({ expression, ...field }: TaskDraft['fields'][number]) => ({
    ...field,
    expression: expression.replace('$$.c1', '$$$$.c2'),
    sources: [{ call: 'c2', pointer: '' }],
  });
  const args = { folder: '/workspace', pattern: '**/*contract*' };
  const bind = (pointer: string, text: string, normalizer: 'identity' | 'contains-glob') => ({
    call: 'c1',
    pointer,
    span: spanOf(prompt, text),
    normalizer,
  });
  return {
    ...read,
    prompt,
    fields: read.fields.map(moved),
    calls: [aCall('c1', searchFiles, args, found), aCall('c2', readText, { path }, contract)],
    flows: [{ from: 'c1', expression: '$$.c1', from_pointer: '', to: 'c2', to_pointer: '/path' }],
    bindings: [
      bind('/folder', '/workspace', 'identity'),
      bind('/pattern', 'contract', 'contains-glob'),
    ],
    needed_tools: ['files/read_text', 'files/search'],
    offered_tools: ['files/read_text', 'files/search'],
  };
}
