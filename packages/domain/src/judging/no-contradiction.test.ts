import { expect, test } from 'vitest';
import type { TaskDraft } from '../dataset/task.ts';
import { placeValue } from '../synthesis/placing.ts';
import { contradictions } from './no-contradiction.ts';
import { literalsOf } from './unaccounted.ts';

const rows = [
  {
    name: 'A',
    country: 'Norway',
    price: 12,
    visitors: 300,
    rooms: 4,
    opened: '1994-05-21',
    rank: 1,
    founded: 1850,
    age: 20,
    balance: -5,
    elevation: 10,
    distance: 30,
    max_guests: 20,
    min_age: 12,
    duration_min: 40,
    closes: '18:00',
    ends: '2024-05-21',
    year: 1999,
    stock: 5,
    avg_wait: 3,
    score: 7,
    delay: 0,
    weight_kg: 3,
    length_m: 10,
  },
  {
    name: 'B',
    country: 'Denmark',
    price: 8,
    visitors: 500,
    rooms: 9,
    opened: '2003-06-14',
    rank: 2,
    founded: 1920,
    age: 10,
    balance: 50,
    elevation: 100,
    distance: 5,
    max_guests: 40,
    min_age: 6,
    duration_min: 90,
    closes: '20:00',
    ends: '2024-09-21',
    year: 2004,
    stock: 50,
    avg_wait: 9,
    score: 9,
    delay: 3,
    weight_kg: 7,
    length_m: 20,
  },
];

/** Contradictions of a prompt whose answer is computed so, from the two rows. */
function found(prompt: string, ...expressions: string[]): string[] {
  const bindings = expressions.flatMap((expression, at) => {
    const literals = literalsOf(expression);
    return ('values' in literals ? literals.values : []).flatMap((value) => {
      const part = placeValue(prompt, value);
      const { span, normalizer } = part ?? {};
      return span && normalizer
        ? [{ in: `/fields/${at}/expression`, value, span, normalizer }]
        : [];
    });
  });
  const fields = expressions.map((expression, at) => ({
    name: `f${at}`,
    kind: 'scalar',
    expression,
  }));
  const calls = [{ id: 'c1', tool: 'read_file', arguments: {}, observation: rows }];
  return contradictions({ prompt, bindings, fields, calls, flows: [] } as unknown as TaskDraft);
}
const mx = (column: string): string => `$$.c1[${column}=$max($$.c1.${column})].name`;
const mn = (column: string): string => `$$.c1[${column}=$min($$.c1.${column})].name`;
const ofDates = (column: string, end: string): string =>
  `$$.c1[$toMillis(${column})=$${end}($$.c1.$toMillis(${column}))].name`;
const mxd = (column: string): string => ofDates(column, 'max');
const mnd = (column: string): string => ofDates(column, 'min');

// Wordings that look as if they said the opposite, and do not.
test.each<[string, ...string[]]>([
  ['Which of the teams has the highest rank?', mn('rank')],
  ['Which is the oldest of the companies?', mn('founded')],
  ['Which is the oldest of the people?', mx('age')],
  ['Which of them made the largest loss this year?', mn('balance')],
  ['Which of the places lies lowest, and so nearest to the sea?', mn('elevation')],
  ['Which of the hotels is the closest to the station?', mn('distance')],
  ['Which of the tours is the fastest?', mn('duration_min')],
  ['Which of the rides takes the longest, and how much does the entry cost at least?', mn('price')],
  ['What is the starting price in the largest of the towns?', '$min($$.c1.price)'],
  ['For how much does it start in the biggest of these houses?', '$min($$.c1.price)'],
  ['Up to how many visitors does the smallest of these places take?', '$max($$.c1.visitors)'],
  ['What do people pay at most at the cheapest of the museums?', '$max($$.c1.price)'],
  ['Where would we need the least money to enter?', mn('price')],
  ['Where would we get the most for our money?', mn('price')],
  ['Which of the museums is the least crowded?', mn('visitors')],
  ['Which of the museums is the quietest in the longest season?', mn('visitors')],
  ['Which loan must be returned by the latest on the earliest day?', mnd('ends')],
  ['Which of the loans has the longest time left?', mxd('ends')],
  ['Which museum has stood the longest?', mnd('opened')],
  ['In the latest report of theirs, which museum was the first to open?', mnd('opened')],
  ['Which museum is the most recent addition to the map?', mxd('opened')],
  ['Which of these has been around least long?', mxd('opened')],
  ['Which loan does the newest employee have to return soonest?', mnd('ends')],
  [
    'As of the latest count, when does the next loan of theirs end?',
    '$$.c1[$toMillis(ends)=$min($$.c1.$toMillis(ends))].ends',
  ],
  ['Which of the rooms can host over 20 of our guests?', '[$$.c1[max_guests > 20].name]'],
  ['Which of them may a child over 6 take?', '[$$.c1[min_age <= 6].name]'],
  ['I have over 8 EUR with me; what can I see in these?', '[$$.c1[price <= 8].name]'],
  ['Which ones would not cost me more than 8 EUR?', '[$$.c1[price <= 8].name]'],
  ['Which of them cost neither more than 8 EUR nor have fewer rooms?', '[$$.c1[price <= 8].name]'],
  ['Leave out those that cost over 8 EUR: which of them are left?', '[$$.c1[price <= 8].name]'],
  ['Without those over 8 EUR, which of the museums remain?', '[$$.c1[price <= 8].name]'],
  [
    'Ignoring the museums that charge more than 8 EUR, which are these?',
    '[$$.c1[price <= 8].name]',
  ],
  [
    'Which of the museums stay below 8 EUR even though others go over 8 EUR?',
    '[$$.c1[price < 8].name]',
  ],
  [
    'Anything over 8 EUR is too much for us. Which of the museums remain?',
    '[$$.c1[price <= 8].name]',
  ],
  [
    'More than 8 EUR is out of the question; which of the museums are fine?',
    '[$$.c1[price <= 8].name]',
  ],
  [
    'We refuse to spend over 8 EUR. Which of the museums come into question?',
    '[$$.c1[price <= 8].name]',
  ],
  [
    'Our limit is anything above 8 EUR; which of the museums stay under that?',
    '[$$.c1[price <= 8].name]',
  ],
  ['Which of the museums were founded more than 1900 days ago?', '[$$.c1[founded < 1900].name]'],
  [
    'Which of the companies are older than the year 1900, so founded before 1900?',
    '[$$.c1[founded < 1900].name]',
  ],
  ['What were the companies with the founding after 1900 called?', '[$$.c1[founded > 1900].name]'],
  ['What is the average visitor to pay for all of the three?', '$sum($$.c1.price)'],
  ['What does the average ticket price of each of the museums add up to?', '$sum($$.c1.price)'],
  ['What is the mean wait, averaged over what they list?', '$sum($$.c1.avg_wait)'],
  ['Which of them is not in Norway?', "$$.c1[country != 'Norway'].name"],
  ['Which city that is not Oslo lies in Norway?', "$$.c1[country = 'Norway'].name"],
  [
    'How many of the museums have visitors in the order of the largest first class?',
    '$count($$.c1^(visitors))',
  ],
  [
    'The most visited museum is not what we want: which of them has the fewest rooms and how many?',
    mn('rooms'),
  ],
  ['Not the largest but the smallest is what I need. Which of these is it?', mn('rooms')],
  [
    'Which museum has least to offer in the way of rooms, being the one with the highest price?',
    mn('rooms'),
  ],
  ['Which museum is the cheapest to run, with its low number of visitors?', mn('visitors')],
  ['I manage the largest of our depots. Which item there has run lowest in stock?', mn('stock')],
  ['I manage the largest of our depots. Which item is it that we are running out of?', mn('stock')],
  ['Which of the items is scarcest?', mn('stock')],
  [
    'Which of the parcels is the heaviest, and how short is the shortest of the poles?',
    mx('weight_kg'),
    '$min($$.c1.length_m)',
  ],
  ['Who won with the lowest score, as they do in golf?', mn('score')],
  ['Who came in with the shortest delay, so most punctually?', mn('delay')],
  ['What is the most one pays, and where is it cheapest?', '$max($$.c1.price)', mn('price')],
  [
    'How tall is the tallest that is still shorter than 20 m?',
    '$max($$.c1[length_m < 20].length_m)',
  ],
  [
    'Of those with more than 8 rooms, which costs least?',
    '$$.c1[rooms > 8][price=$min($$.c1[rooms > 8].price)].name',
  ],
  [
    'Of those with at least 4 rooms, which one has the lowest price?',
    '$$.c1[rooms >= 4][price=$min($$.c1[rooms >= 4].price)].name',
  ],
  [
    'Who has the cheapest offer, if one takes the price with the largest number of visitors?',
    mx('visitors'),
  ],
  ['How many visitors at most does the cheapest of them get?', '$max($$.c1.visitors)'],
  ['What is the peak of visitors in the smallest of the towns?', '$max($$.c1.visitors)'],
  [
    'Which museum of the smallest of the three countries draws the crowds, that is the bulk of visitors?',
    mx('visitors'),
  ],
  [
    'Anything over 8 EUR is too much for us. Which of the museums remain?',
    '[$$.c1[price <= 8].name]',
  ],
  [
    'Which of the museums cost under 8 EUR or over 12 EUR?',
    '[$$.c1[price < 8 or price > 12].name]',
  ],
  [
    'How much do the two of them cost, an average price being what we expected?',
    '$sum($$.c1.price)',
  ],
  ['The average price in town is known. What would I pay for both of them?', '$sum($$.c1.price)'],
  [
    'How far is it from the largest town to the sea, and what are they called?',
    '[$$.c1^(name).name]',
  ],
  [
    'List them from A to Z, the ones with the highest prices in descending order aside, alphabetically.',
    '[$$.c1^(name).name]',
  ],
  ['List the teams in descending order of strength, so by their rank.', '[$$.c1^(rank).name]'],
  [
    'Other than Norway, which of these countries has what Norway has?',
    "$$.c1[country = 'Norway'].name",
  ],
  [
    'What else, other than Norway’s own, do they list for it, and what is it called?',
    "$$.c1[country = 'Norway'].name",
  ],
  [
    'In which of the two, Norway or Denmark, is it, and not in Sweden?',
    "$$.c1[country = 'Norway'].name",
  ],
  [
    'How long does it take until they open, with 24 hours to go?',
    "($toMillis($$.c1[name='A'].ends) - $toMillis($$.c1[name='A'].opened)) / 86400000",
  ],
  [
    'How many days and hours apart are A and B?',
    "($toMillis($$.c1[name='A'].ends) - $toMillis($$.c1[name='B'].ends)) / 86400000",
  ],
  [
    'I am not from Norway; what is its price for the museum there?',
    "$$.c1[country = 'Norway'].price",
  ],
  [
    'Though I am not in Norway yet, what is the name of the museum there?',
    "$$.c1[country = 'Norway'].name",
  ],
  ['We are over 20 people; which are the hotels below that price?', '[$$.c1[price < 20].name]'],
  ['With more than 20 euros in my pocket, which can I see?', '[$$.c1[price <= 20].name]'],
  ['Our guests have the highest demands on price: which of the hotels is it?', mn('price')],
])('fair: %s', (prompt, ...expressions) => {
  expect(found(prompt, ...expressions)).toEqual([]);
});

// The same columns and words without what excuses them.
test.each<[string, string, string]>([
  ['Which of the parcels is the heaviest?', mn('weight_kg'), 'heaviest'],
  ['Which of the poles is the longest of them?', mn('length_m'), 'longest'],
  ['Which of them has the lowest fee, and what is it called?', mx('price'), 'lowest'],
  ['Which of the museums is the most visited?', mn('visitors'), 'most visited'],
  ['Which of the museums was opened most recently?', mnd('opened'), 'most recently'],
  ['Which of the museums was opened earliest?', mxd('opened'), 'earliest'],
  [
    'Which of them were founded after 1900, and what are they called?',
    '[$$.c1[founded < 1900].name]',
    'after 1900',
  ],
  [
    'Which of them cost between 8 EUR or less and nothing?',
    '[$$.c1[price > 8].name]',
    'less than 8',
  ],
  [
    'Which of them never exceeds 8 EUR, and what is it called?',
    '[$$.c1[price > 8].name]',
    'less than 8',
  ],
  [
    'Which of these museums isn’t in Norway?',
    "$$.c1[country = 'Norway'].name",
    'leaves out "Norway"',
  ],
  ['Most visited museum in Oslo, Norway: yearly visitors?', mn('visitors'), 'Most visited'],
])('not fair: %s', (prompt, expression, said) => {
  expect(found(prompt, expression).join()).toContain(said);
});
