import { keyPath } from '@firefly/domain/tool-graph/documents';
import { expect, test } from 'vitest';
import { countries, menu, town } from '../testing/notes.ts';
import { aText } from '../testing/papers.ts';
import {
  anEdge,
  aPlan,
  explore,
  FIND,
  OPEN,
  proposalsOf,
  READ,
  sayings,
} from '../testing/world.ts';
import { attributeOfNamed } from './attribute-of-named.ts';
import { chain } from './chain.ts';

const rota = aText('/town/docs/rota.md', '# Rota', 'Keeper: Ada Quist', 'Shift: 6 hours');
const licence = aText(
  '/town/licence.md',
  'Premises: Blue Door',
  'Home country: Norland',
  'City: Lowick',
);
const world = [...town, rota, licence];
const keys = [
  anEdge(READ, keyPath([], 'Keeper'), OPEN, '/names/*', 'keeper'),
  anEdge(READ, keyPath([], 'Home country'), FIND, '/query', 'country'),
];
const from = (paper: typeof rota, hops: number) =>
  aPlan(paper, { pick: 'document', hops, menu: [...menu, ...keys] });

test('what a paper names is looked up', () => {
  expect(sayings(chain, from(rota, 1), world)).toEqual([
    'Who is the keeper named in /town/docs/rota.md, and what do the notes in the knowledge base say about this keeper?',
  ]);
  expect(sayings(chain, from(licence, 1), world)).toEqual([
    'What are the capital and the currency of the home country named in /town/licence.md?',
  ]);
});

test('and what that leads to', () => {
  expect(sayings(chain, from(rota, 2), world)).toEqual([
    'Who is the keeper named in /town/docs/rota.md, what is the name of the cafe that this keeper manages, and what do the notes in the knowledge base say about this cafe?',
    'Who is the keeper named in /town/docs/rota.md, who is the person that this keeper reports to, and what do the notes in the knowledge base say about this person?',
  ]);
});

test('the flow takes the name out of the text', () => {
  const [made] = proposalsOf(chain, from(rota, 1), world);
  expect(made?.flows).toEqual([
    {
      from: 'c1',
      expression: '$match($$.c1, /^Keeper: (.*\\S)/m).groups[0]',
      fromPointer: '',
      to: 'c2',
      toPointer: '/names/0',
    },
  ]);
  expect(explore(from(rota, 1), world).map((call) => call.arguments)).toEqual([
    { path: '/town/docs/rota.md' },
    { names: ['Ada Quist'] },
  ]);
});

const card = (name: string, ...lines: string[]) => ({
  tool: 'staff/get_person',
  arguments: { name },
  observation: [`Staff card of ${name}`, ...lines].join('\n'),
});
const ada = card('Ada Quist', 'Role: head baker', 'Wage: 3,050 EUR', 'Joined: 2015-02-01');

test('a lookup may answer in prose', () => {
  const plan = aPlan(ada, { pick: 'named', names: ['Ada Quist'] });
  expect(sayings(attributeOfNamed, plan, [ada])).toEqual([
    'What are the role and the wage in EUR of Ada Quist?',
  ]);
  const toCard = anEdge(READ, keyPath([], 'Keeper'), 'staff/get_person', '/name', 'keeper');
  const hop = aPlan(rota, { pick: 'document', hops: 1, menu: [toCard] });
  expect(sayings(chain, hop, [rota, ada])).toEqual([
    'What are the role and the wage in EUR of the keeper named in /town/docs/rota.md?',
  ]);
  const stranger = { ...ada, observation: ada.observation.replace('Ada Quist', 'Bo Larsen') };
  expect(sayings(chain, hop, [rota, stranger, ...countries])).toEqual([]);
});
