import type { TaskDraft } from '@firefly/domain/dataset/task';
import type { Json, JsonObject } from '@firefly/domain/json';
import { aCall, aTool, spanOf } from './parts.ts';

/** The tools that `aTaskDraft` calls. */
export const readShops = aTool('files', 'read_shops', 'Reads a file of shops.', {
  path: { type: 'string', description: 'Where the file lies' },
  limit: { type: 'integer', description: 'Most shops to give', default: 100 },
});
export const findPerson = aTool('staff', 'find_person', 'Finds a person by name.', {
  name: { type: 'string', description: 'Full name of the person' },
});

export const shops: Json = [
  { name: 'Porta Nuova', city: 'Verona', country: 'IT', rent_eur: 4260, manager: 'Luca Bianchi' },
  { name: 'Quai Nine', city: 'Lyon', country: 'FR', rent_eur: 3150, manager: 'Chiara Ricci' },
  { name: 'Altstadt Corner', city: 'Basel', country: 'CH', rent_eur: 5120, manager: 'Jonas Weber' },
  { name: 'Ribeira Stand', city: 'Porto', country: 'PT', rent_eur: 1680, manager: 'Rita Carvalho' },
];

export const person = (name: string, joined: number, country: string): JsonObject => ({
  name,
  joined,
  country,
  team: joined > 2018 ? 'Roastery' : 'Bakery',
});

/** More people, as other explorations would have recorded them: arguments and observations. */
export const otherPeople = [
  person('Luca Bianchi', 2016, 'IT'),
  person('Chiara Ricci', 2019, 'FR'),
  person('Rita Carvalho', 2014, 'PT'),
].map((observation) => ({ arguments: { name: observation.name ?? null }, observation }));

/**
 * A draft that every check accepts: a table, its extreme, and a person looked up from it. Tests
 * break one thing of it.
 */
export function aTaskDraft(changes: Partial<TaskDraft> = {}): TaskDraft {
  const prompt =
    'Who manages the shop with the highest monthly rent in /workspace/shops.json, and in which year did this manager join?';
  const manager = '$$.c1[rent_eur=$max($$.c1.rent_eur)].manager';
  return {
    prompt,
    answer: { manager: 'Jonas Weber', year: 2021 },
    answer_schema: {
      type: 'object',
      properties: {
        manager: { type: 'string', description: 'The person in charge' },
        year: { type: 'number', description: 'The year of joining' },
      },
      required: ['manager', 'year'],
      additionalProperties: false,
    },
    answer_template: 'The manager is {manager}, who joined in {year}.',
    fields: [
      {
        name: 'manager',
        kind: 'scalar',
        expression: manager,
        sources: [
          { call: 'c1', pointer: '/0/rent_eur' },
          { call: 'c1', pointer: '/1/rent_eur' },
          { call: 'c1', pointer: '/2/rent_eur' },
          { call: 'c1', pointer: '/3/rent_eur' },
          { call: 'c1', pointer: '/2/manager' },
        ],
        compare: { type: 'exact' },
      },
      {
        name: 'year',
        kind: 'scalar',
        expression: 'c2.joined',
        sources: [{ call: 'c2', pointer: '/joined' }],
        compare: { type: 'number', relative: 0.001 },
      },
    ],
    calls: [
      aCall('c1', readShops, { path: '/workspace/shops.json' }, shops),
      aCall('c2', findPerson, { name: 'Jonas Weber' }, person('Jonas Weber', 2021, 'CH')),
    ],
    flows: [
      {
        from: 'c1',
        expression: manager,
        from_pointer: '/2/manager',
        to: 'c2',
        to_pointer: '/name',
      },
    ],
    bindings: [
      {
        call: 'c1',
        pointer: '/path',
        span: spanOf(prompt, '/workspace/shops.json'),
        normalizer: 'identity',
      },
    ],
    needed_tools: ['files/read_shops', 'staff/find_person'],
    offered_tools: ['files/read_shops', 'staff/find_person'],
    servers: ['files', 'staff'],
    signature: 'files/read_shops+staff/find_person:chain-extreme',
    difficulty: { level: 'medium', basis: 'structural' },
    engine: 'rules',
    seed: 7,
    ...changes,
  };
}
