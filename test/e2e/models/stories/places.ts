import type { Story, StoryCall } from './story.ts';

const READ = 'files__read_text_file';
const CITIES = 'places__search_cities';
const COUNTRIES = 'places__search_countries';
const workshops = '/workspace/data/workshops.json';
const museums = '/workspace/data/museums.json';
const waiting = '$$.c1[waiting_time_weeks=$max($$.c1.waiting_time_weeks)]';
const quietest = '$$.c1[annual_visitors=$min($$.c1.annual_visitors)]';
const rents = '$$.c1[rooms=$max($$.c1.rooms)]';

const countryOf = (query: string): StoryCall => ({ tool: COUNTRIES, given: { query } });
type Town = readonly [name: string, country: string];
const lausanne: Town = ['Lausanne', 'Switzerland'];
const utrecht: Town = ['Utrecht', 'Netherlands'];
const verona: Town = ['Verona', 'Italy'];
const heidelberg: Town = ['Heidelberg', 'Germany'];

const coordinate = (call: number, [name, country]: Town, axis: string): string =>
  `$number($$.c${call}.cities[name='${name}' and countryName='${country}'].${axis})`;

/** As the crow flies from one town to others, all of them looked up first. */
function nearer(from: Town, others: readonly Town[]): StoryCall[] {
  return [
    ...[from, ...others].map(([name]) => ({ tool: CITIES, given: { query: name } })),
    ...others.map((to, at) => ({
      tool: 'geometry__distance_tool',
      flows: Object.fromEntries(
        ['latitude', 'longitude'].flatMap((axis) => [
          [`/from/${axis}`, coordinate(1, from, axis)],
          [`/to/${axis}`, coordinate(at + 2, to, axis)],
        ]),
      ),
    })),
  ];
}

/** Countries and towns, alone and together with what the papers say of them. */
export const places: readonly Story[] = [
  {
    name: 'waiting',
    calls: [
      { tool: READ, given: { path: workshops } },
      { tool: CITIES, flows: { '/query': `${waiting}.city` } },
    ],
    prompts: [
      `Which workshop in ${workshops} has the longest waiting time, and what is the state of its city called?`,
    ],
    fields: [
      { name: 'workshop', expression: `${waiting}.name` },
      {
        name: 'state',
        expression: `$$.c2.cities[name=${waiting}.city and countryName=${waiting}.country].stateName`,
      },
    ],
    template: 'It is {workshop}; its city lies in {state}.',
  },
  {
    name: 'quietest',
    calls: [
      { tool: READ, given: { path: museums } },
      { tool: COUNTRIES, flows: { '/query': `${quietest}.country` } },
    ],
    prompts: [
      `Some museums are quieter than others. Take the one with the fewest annual visitors in ${museums}: what is it called, and what is the dialling code of its country?`,
    ],
    fields: [
      { name: 'museum', expression: `${quietest}.name` },
      { name: 'dialling_code', expression: `$$.c2[name=${quietest}.country].phoneCode` },
    ],
    template: 'It is {museum}; the code is {dialling_code}.',
  },
  {
    name: 'roomiest',
    calls: [
      { tool: READ, given: { path: museums } },
      { tool: COUNTRIES, flows: { '/query': `${rents}.country` } },
    ],
    prompts: [
      `Which capital should I fly to if I want to see the museum with the most rooms in ${museums}, and in which city does that museum stand?`,
    ],
    fields: [
      { name: 'capital', expression: `$$.c2[name=${rents}.country].capital` },
      { name: 'city', expression: `${rents}.city` },
    ],
    template: 'Fly to {capital}; the museum stands in {city}.',
  },
  {
    name: 'currencies',
    calls: ['Vanuatu', 'Eritrea', 'Suriname'].map(countryOf),
    prompts: [
      'My students compare money. Which currency is paid with in Vanuatu, which in Eritrea and which in Suriname?',
      'Name the currency of Vanuatu, that of Eritrea and that of Suriname.',
    ],
    fields: ['Vanuatu', 'Eritrea', 'Suriname'].map((name, at) => ({
      name: `currency_of_${name.toLowerCase()}`,
      expression: `$$.c${at + 1}[name='${name}'].currencyName`,
    })),
    template:
      'They pay with {currency_of_vanuatu}, {currency_of_eritrea} and {currency_of_suriname}.',
  },
  {
    name: 'melanesia',
    calls: [{ tool: 'places__get_countries_by_region', given: { region: 'Oceania' } }],
    prompts: [
      'Which countries and territories of Oceania belong to Melanesia, and how many are they?',
    ],
    fields: [
      { name: 'countries', kind: 'list', expression: "[$$.c1[subregion='Melanesia'].name]" },
      { name: 'count', expression: "$count($$.c1[subregion='Melanesia'])" },
    ],
    template: 'There are {count}: {countries}.',
  },
  {
    name: 'nearer',
    calls: nearer(lausanne, [utrecht, verona]),
    prompts: [
      'I live in Lausanne in Switzerland. As the crow flies, how many kilometres is it from there to Utrecht in Netherlands, and how many to Verona in Italy?',
    ],
    fields: [
      { name: 'to_utrecht', expression: '$$.c4.distance' },
      { name: 'to_verona', expression: '$$.c5.distance' },
    ],
    template: 'It is {to_utrecht} km and {to_verona} km.',
  },
  {
    name: 'further',
    calls: nearer(heidelberg, [lausanne, verona]),
    prompts: [
      'By how many kilometres is Verona in Italy further from Heidelberg in Germany than Lausanne in Switzerland is, as the crow flies?',
    ],
    fields: [{ name: 'kilometres', expression: '$$.c5.distance - $$.c4.distance' }],
    template: 'It is further by {kilometres} km.',
  },
  {
    name: 'transport',
    calls: [
      ...nearer(heidelberg, [verona]),
      { tool: 'calculator__mul', given: { b: 1.85 }, flows: { '/a': '$$.c3.distance' } },
    ],
    prompts: [
      'We reckon 1.85 EUR of transport for each kilometre as the crow flies. How far is it from Heidelberg in Germany to Verona in Italy in kilometres, and what would the transport cost in EUR?',
    ],
    fields: [
      { name: 'distance', expression: '$$.c3.distance' },
      { name: 'cost', expression: '$number($match($$.c4, /is ([0-9.]+)$/).groups[0])' },
    ],
    template: 'It is {distance} km and costs {cost} EUR.',
  },
  {
    name: 'spread',
    calls: [
      { tool: READ, given: { path: museums } },
      {
        tool: 'calculator__sub',
        flows: { '/a': '$max($$.c1.annual_visitors)', '/b': '$min($$.c1.annual_visitors)' },
      },
    ],
    prompts: [
      `By how much do the most and the fewest annual visitors in ${museums} differ, and which museum has the most?`,
    ],
    fields: [
      { name: 'difference', expression: '$number($match($$.c2, /is ([0-9.]+)$/).groups[0])' },
      { name: 'museum', expression: '$$.c1[annual_visitors=$max($$.c1.annual_visitors)].name' },
    ],
    template: 'They differ by {difference}; {museum} has the most.',
  },
  {
    name: 'canton',
    calls: [
      { tool: 'places__search_states', given: { query: 'Schaffhausen' } },
      { tool: 'places__get_cities', flows: { '/stateId': "$$.c1[name='Schaffhausen'].id" } },
    ],
    prompts: ['How many places are on record for the canton of Schaffhausen?'],
    fields: [{ name: 'places', expression: '$count($$.c2.cities)' }],
    template: 'There are {places}.',
  },
];
