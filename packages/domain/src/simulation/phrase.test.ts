import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { rephrase, type Wrong } from './phrase.ts';

const wrong = (name: string, expected = 'string', given = 'undefined', args = {}): Wrong => ({
  violation: {
    kind: given === 'undefined' ? 'missing' : 'type',
    pointer: `/${name}`,
    expected,
    given,
  },
  arguments: args as JsonObject,
});
const city = wrong('city');

function said(text: string, was: Wrong, is: Wrong): string | null {
  const response = JSON.stringify({ content: [{ type: 'text', text }], isError: true });
  const made = rephrase({ kind: 'result', response }, 'find_place', was, is);
  return made === null ? null : JSON.parse(made).content[0].text;
}

const SDK = 'MCP error -32602: Input validation error: Invalid arguments for tool find_place: ';
const list = (issue: object) => SDK + JSON.stringify([issue], null, 2);
const zod3 = (name: string, expected: string, received: string, message = 'Required') =>
  list({ code: 'invalid_type', expected, received, path: [name], message });
const zod4 = (name: string, expected: string, received: string) =>
  list({
    expected,
    code: 'invalid_type',
    path: name.split('/'),
    message: `Invalid input: expected ${expected}, received ${received}`,
  });
const pydantic = (name: string, args: string) => `1 validation error for call[find_place]
${name}
  Missing required argument [type=missing_argument, input_value=${args}, input_type=dict]
    For further information visit https://errors.pydantic.dev/2.11/v/missing_argument`;

const official = (
  name: string,
  args: string,
) => `Error executing tool find_place: 1 validation error for find_placeArguments
${name}
  Field required [type=missing, input_value=${args}, input_type=dict]
    For further information visit https://errors.pydantic.dev/2.11/v/missing`;
const line = (path: string, expected: string) =>
  `Invalid input: expected ${expected}, received undefined at ${path}`;

test.for<[string, string, Wrong, Wrong, string]>([
  [
    'a line',
    SDK + line('path', 'string'),
    wrong('path'),
    wrong('from/lat', 'number'),
    SDK + line('from.lat', 'number'),
  ],
  [
    'a line, of an object',
    SDK + line('to', 'object'),
    wrong('to', 'object'),
    wrong('to', 'object', 'undefined', { a: 1 }),
    SDK + line('to', 'object'),
  ],
  [
    'a line of zod 3',
    `${SDK}Required at city`,
    city,
    wrong('limit', 'number'),
    `${SDK}Required at limit`,
  ],
  [
    'zod 3',
    zod3('city', 'string', 'undefined'),
    city,
    wrong('limit', 'integer'),
    zod3('limit', 'number', 'undefined'),
  ],
  [
    'zod 4',
    zod4('city', 'string', 'undefined'),
    city,
    wrong('path', 'boolean'),
    zod4('path', 'boolean', 'undefined'),
  ],
  [
    'zod 4, a key of its own',
    zod4('path', 'string', 'undefined'),
    wrong('path'),
    city,
    zod4('city', 'string', 'undefined'),
  ],
  [
    'zod 4, nested',
    zod4('city', 'string', 'undefined'),
    city,
    wrong('from/lat', 'number'),
    zod4('from/lat', 'number', 'undefined'),
  ],
  [
    'zod 4, a type',
    zod4('city', 'string', 'number'),
    wrong('city', 'string', 'number'),
    wrong('tags', 'array', 'number'),
    zod4('tags', 'array', 'number'),
  ],
  [
    'zod 3, a type',
    zod3('city', 'string', 'number', 'Expected string, received number'),
    wrong('city', 'string', 'number'),
    wrong('name', 'string', 'number'),
    zod3('name', 'string', 'number', 'Expected string, received number'),
  ],
  [
    'pydantic',
    pydantic('city', '{}'),
    city,
    wrong('query', 'string', 'undefined', { limit: 5, at: ['x'] }),
    pydantic('query', "{'limit': 5, 'at': ['x']}"),
  ],
  [
    'pydantic of the official SDK',
    official('city', '{}'),
    city,
    wrong('query', 'integer', 'undefined', { city: 'Riga' }),
    official('query', "{'city': 'Riga'}"),
  ],
  [
    'ajv',
    "data must have required property 'city'",
    city,
    wrong('units'),
    "data must have required property 'units'",
  ],
  [
    'plain',
    'Missing required parameter: city',
    city,
    wrong('units'),
    'Missing required parameter: units',
  ],
  [
    'jsonschema',
    "Input validation error: 'city' is a required property",
    city,
    wrong('units'),
    "Input validation error: 'units' is a required property",
  ],
  [
    'in a line',
    `${SDK}city: Invalid input: expected string, received undefined`,
    city,
    wrong('units'),
    `${SDK}units: Invalid input: expected string, received undefined`,
  ],
])('%s', ([, text, was, is, wanted]) => {
  expect(said(text, was, is)).toBe(wanted);
  expect(said(text, was, was)).toBe(text.replace('input_value={}', 'input_value={}'));
});

test.for<[string, string, Wrong, Wrong]>([
  ['no name', 'Something is missing', city, wrong('units')],
  ['a part of a word', 'Missing required parameter: cityname', city, wrong('units')],
  [
    'a list of properties',
    'Missing required parameter: city (one of city, units)',
    city,
    wrong('units'),
  ],
  ['words of its own', 'Missing required parameter: city, such as Riga', city, wrong('units')],
  ['a type that would be false', 'Missing required string: city', city, wrong('limit', 'number')],
  ['what it holds', 'No city found', city, wrong('units')],
  ['what it holds, in common words', 'Invalid city', city, wrong('units')],
  [
    'an object, for another',
    `${SDK}${line('from', 'object')}`,
    wrong('from', 'object'),
    wrong('to', 'object'),
  ],
  [
    'the end of a path',
    `${SDK}${line('city', 'string')}`.replace('at city', 'at a.city'),
    city,
    wrong('units'),
  ],
  [
    'a common word as a name',
    'Invalid input: expected string at input',
    wrong('input'),
    wrong('units'),
  ],
  ['another kind', zod4('city', 'string', 'undefined'), city, wrong('units', 'string', 'number')],
  [
    'a type that may be read',
    zod4('city', 'string', 'number'),
    wrong('city', 'string', 'number'),
    wrong('limit', 'number', 'string'),
  ],
  [
    'two issues',
    SDK + JSON.stringify([{ path: ['city'] }, { path: ['b'] }], null, 2),
    city,
    wrong('units'),
  ],
  ['another path', zod4('other', 'string', 'undefined'), city, wrong('units')],
  [
    'a message of its own',
    zod3('city', 'string', 'undefined', 'City please'),
    city,
    wrong('units'),
  ],
  ['another layout', SDK + JSON.stringify([{ path: ['city'] }]), city, wrong('units')],
  ['an object', zod4('city', 'string', 'undefined'), city, wrong('where', 'object')],
  [
    'an echo too long',
    pydantic('city', '{}'),
    city,
    wrong('query', 'string', 'undefined', { a: 'x'.repeat(60) }),
  ],
  [
    'an echo in other letters',
    pydantic('city', '{}'),
    city,
    wrong('query', 'string', 'undefined', { a: "it's" }),
  ],
  ['an echo that is not the arguments', pydantic('city', "{'a': 1}"), city, wrong('query')],
  [
    'a list instead of a text',
    zod4('city', 'string', 'array'),
    wrong('city', 'string', 'array'),
    wrong('units', 'string', 'array'),
  ],
  ['a position', zod4('city', 'string', 'undefined'), city, wrong('list/0')],
])('nothing is said for %s', ([, text, was, is]) => {
  expect(said(text, was, is)).toBeNull();
});

test('errors of the protocol are rephrased, those with data are not', () => {
  const reply = (error: object) =>
    rephrase({ kind: 'error', response: JSON.stringify(error) }, 't', city, wrong('units'));
  const error = { code: -32602, message: 'Missing required argument "city"' };
  expect(reply(error)).toBe('{"code":-32602,"message":"Missing required argument \\"units\\""}');
  expect(reply({ ...error, data: { city: 1 } })).toBeNull();
});

test('any reply, any names: no crash, and the name asked for stands in what is said', () => {
  const name = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('city', 'units', '$&', '(', 'a.b'),
  );
  const text = fc.oneof(
    fc.string(),
    name.map((one) => `Missing required parameter: ${one}`),
    name.map((one) => zod4(one, 'string', 'undefined')),
  );
  const of = (one: string): Wrong => wrong(one.replaceAll('~', '~0').replaceAll('/', '~1'));
  fc.assert(
    fc.property(text, name, name, (reply, was, is) => {
      const made = said(reply, of(was), of(is));
      if (made !== null) expect(made).toContain(made.includes('[\n') ? JSON.stringify(is) : is);
    }),
  );
});
