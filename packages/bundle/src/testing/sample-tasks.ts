import { splitOf } from '@firefly/domain/dataset/split';
import type {
  ArgumentBinding,
  Binding,
  LiteralBinding,
  Task,
  TaskCall,
  TaskDraft,
} from '@firefly/domain/dataset/task';
import { taskId } from '@firefly/domain/identity';
import type { Json, JsonObject } from '@firefly/domain/json';
import { checkNames } from '@firefly/domain/judging/checks';
import { signatureOf } from '@firefly/domain/synthesis/signature';
import { sampleTools } from './sample-tools.ts';

/** Half-open code point range of some words of a prompt; throws where they do not stand once. */
export function spanOf(prompt: string, words: string): [number, number] {
  const parts = prompt.split(words);
  if (parts.length !== 2)
    throw new Error(`${words} stands ${parts.length - 1} times in the prompt`);
  const start = Array.from(parts[0] ?? '').length;
  return [start, start + Array.from(words).length];
}

function call(id: string, tool: string, args: JsonObject, observation: Json): TaskCall {
  const listed = sampleTools.find((one) => `${one.server}/${one.name}` === tool);
  if (listed === undefined) throw new Error(`no tool ${tool}`);
  const text = JSON.stringify(observation);
  return {
    id,
    server: listed.server,
    tool: listed.name,
    fingerprint: listed.fingerprint,
    arguments: args,
    result: { content: [{ type: 'text', text }] },
    observation,
    state_key: null,
    duration_ms: 3,
  };
}

/** A draft as a row that every check has passed; id, split and signature are computed. */
export function toTask(draft: TaskDraft): Task {
  const id = taskId(draft);
  return {
    format: 'firefly.task/1',
    ...draft,
    id,
    run_id: 'run-1',
    split: splitOf(id),
    signature: signatureOf(draft.calls, draft.fields, draft.flows),
    verdict: {
      accepted: true,
      checks: checkNames.map((name) => ({ name, passed: true, evidence: 'all' })),
      judges: [],
    },
    solve: { replay: true },
  };
}

const number = { type: 'number' };
const schemaOf = (properties: JsonObject): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const common = {
  difficulty: { level: 'easy', basis: 'structural' },
  engine: 'rules',
  seed: 7,
} as const;

// The bicycle is one code point and two UTF-16 units: spans behind it show which are counted.
const distancePrompt = '🚲 How far is Lyon in France from Turin in Italy, in kilometres?';
const words = (
  text: string,
  target: Pick<ArgumentBinding, 'call' | 'pointer'> | Pick<LiteralBinding, 'in' | 'value'>,
): Binding => ({ ...target, span: spanOf(distancePrompt, text), normalizer: 'identity' });
const lyon = "c1.cities[name='Lyon' and country='France']";
const turin = "c2.cities[name='Turin' and country='Italy']";

/** A fan-in: two places looked up, then their distance. Holds a homonym, a constant, a conversion. */
export const distanceDraft: TaskDraft = {
  ...common,
  prompt: distancePrompt,
  answer: { kilometres: 243.7 },
  answer_schema: schemaOf({ kilometres: number }),
  answer_template: 'The distance is {kilometres} km.',
  fields: [
    {
      name: 'kilometres',
      kind: 'scalar',
      expression: 'c3.distance',
      sources: [{ call: 'c3', pointer: '/distance' }],
      compare: { type: 'number', relative: 0.001 },
    },
  ],
  calls: [
    call(
      'c1',
      'places/search_cities',
      { query: 'Lyon' },
      {
        cities: [
          { name: 'Lyon', country: 'Canada', latitude: '46.6', longitude: -80.9 },
          { name: 'Lyon', country: 'France', latitude: '45.7485', longitude: 4.8467 },
        ],
      },
    ),
    call(
      'c2',
      'places/search_cities',
      { query: 'Turin' },
      {
        cities: [{ name: 'Turin', country: 'Italy', latitude: '45.0705', longitude: 7.6868 }],
      },
    ),
    call(
      'c3',
      'geometry/distance',
      {
        from: { latitude: 45.7485, longitude: 4.8467 },
        to: { latitude: 45.0705, longitude: 7.6868 },
        unit: 'km',
      },
      { distance: 243.7 },
    ),
  ],
  flows: [
    {
      from: 'c1',
      expression: `${lyon}.latitude`,
      from_pointer: '/cities/1/latitude',
      to: 'c3',
      to_pointer: '/from/latitude',
      convert: 'number',
    },
    {
      from: 'c1',
      expression: `${lyon}.longitude`,
      from_pointer: '/cities/1/longitude',
      to: 'c3',
      to_pointer: '/from/longitude',
    },
    {
      from: 'c2',
      expression: `${turin}.latitude`,
      from_pointer: '/cities/0/latitude',
      to: 'c3',
      to_pointer: '/to/latitude',
      convert: 'number',
    },
    {
      from: 'c2',
      expression: `${turin}.longitude`,
      from_pointer: '/cities/0/longitude',
      to: 'c3',
      to_pointer: '/to/longitude',
    },
  ],
  bindings: [
    words('Lyon', { call: 'c1', pointer: '/query' }),
    words('Turin', { call: 'c2', pointer: '/query' }),
    ...[0, 1].flatMap((i) => [
      words('Lyon', { in: `/flows/${i}/expression`, value: 'Lyon' }),
      words('France', { in: `/flows/${i}/expression`, value: 'France' }),
    ]),
    ...[2, 3].flatMap((i) => [
      words('Turin', { in: `/flows/${i}/expression`, value: 'Turin' }),
      words('Italy', { in: `/flows/${i}/expression`, value: 'Italy' }),
    ]),
  ],
  needed_tools: ['geometry/distance', 'places/search_cities'],
  offered_tools: ['geometry/distance', 'harbour/list_boats', 'places/search_cities'],
  servers: ['geometry', 'places'],
  signature: 'places/search_cities*2+geometry/distance',
};

const boatsPrompt = 'Who keeps the boats of Riga, and how many seats are there in all of them?';

/** A chain with a list flow, a list field and a total. Its words are such that it falls into `test`. */
export const boatsDraft: TaskDraft = {
  ...common,
  prompt: boatsPrompt,
  answer: { keepers: ['Ilze Ozola', 'Maris Kalns'], seats: 26 },
  answer_schema: schemaOf({ keepers: { type: 'array', items: { type: 'string' } }, seats: number }),
  answer_template: '{keepers} keep them; they have {seats} seats.',
  fields: [
    {
      name: 'keepers',
      kind: 'list',
      expression: '[c2.boats.keeper]',
      sources: [{ call: 'c2', pointer: '/boats/0/keeper' }],
      compare: { type: 'set' },
    },
    {
      name: 'seats',
      kind: 'scalar',
      expression: '$sum(c1.boats.seats)',
      sources: [{ call: 'c1', pointer: '/boats/0/seats' }],
      compare: { type: 'exact' },
    },
  ],
  calls: [
    call(
      'c1',
      'harbour/list_boats',
      { city: 'riga' },
      {
        boats: [
          { name: 'Aurora', seats: 12 },
          { name: 'Baltija', seats: 14 },
        ],
      },
    ),
    call(
      'c2',
      'harbour/open_boats',
      { names: ['Aurora', 'Baltija'] },
      {
        boats: [{ keeper: 'Ilze Ozola' }, { keeper: 'Maris Kalns' }],
      },
    ),
  ],
  flows: [
    {
      from: 'c1',
      expression: '[c1.boats.name]',
      from_pointer: '/boats',
      to: 'c2',
      to_pointer: '/names',
    },
  ],
  bindings: [
    { call: 'c1', pointer: '/city', span: spanOf(boatsPrompt, 'Riga'), normalizer: 'lowercase' },
  ],
  needed_tools: ['harbour/list_boats', 'harbour/open_boats'],
  offered_tools: ['harbour/list_boats', 'harbour/open_boats', 'geometry/distance'],
  servers: ['harbour'],
  signature: 'harbour/list_boats+harbour/open_boats',
};
