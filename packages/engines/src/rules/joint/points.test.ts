import { expect, test } from 'vitest';
import { asked, kindsOver } from '../testing/asked.ts';
import { coast, joining, looksUp, museums, rowOf } from '../testing/harbours.ts';
import { only, without } from '../testing/machines.ts';
import { fare } from './fare.ts';
import { farther } from './farther.ts';
import { midpoint } from './midpoint.ts';
import { relation } from './relation.ts';

const towns = (...names: string[]) => names.map((name) => looksUp(name));
const two = joining('points', towns('Brimhaven', 'Lowick'));
const three = joining('points', towns('Brimhaven', 'Lowick', 'Zadran'));
const rowAndTown = [rowOf(museums, 'named', 1), looksUp('Skarre')];
const row = joining('points', rowAndTown);

test('two things are related, priced or met halfway; three compared', () => {
  expect(kindsOver(two)).toEqual([fare.name]);
  expect(kindsOver(row)).toEqual([fare.name, relation.name].sort());
  expect(kindsOver(three)).toEqual([farther.name, midpoint.name].sort());
});

test('what a row leads to is asked for, and how far it is', () => {
  const sentences = asked(relation, row);
  expect(sentences).toContain(
    'In which city is the museum Old Mill in /data/museums.json, and what is the distance in kilometres as the crow flies from this city to Skarre in Norway?',
  );
  const extreme = joining('points', [rowOf(museums, 'extreme', 1), rowOf(museums, 'named', 1)]);
  expect(asked(relation, extreme)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /^In which city is the museum with the (most|fewest|highest|lowest|largest|smallest) .+ in \/data\/museums\.json, and .+ from this city to the city of the museum .+ in \/data\/museums\.json\?$/,
      ),
    ]),
  );
});

test('a bearing is not asked: nobody says at which end it is taken', () => {
  expect(kindsOver(joining('points', rowAndTown, only('maps/bearing_tool')))).toEqual([]);
});

test('the way priced', () => {
  expect(asked(fare, two)).toEqual([
    'For a rough budget we reckon # EUR of transport for each kilometre as the crow flies. How far is it in kilometres as the crow flies from Brimhaven in Norway to Lowick in Ireland, and what would the transport cost in EUR?',
  ]);
  expect(kindsOver(joining('points', towns('Brimhaven', 'Lowick'), without('calc/mul')))).toEqual(
    [],
  );
});

test('the farther of two, named first whichever comes first', () => {
  const sentence =
    'How far is it in kilometres as the crow flies from Brimhaven in Norway to Zadran in Croatia, and how much farther is that than from Brimhaven in Norway to Lowick in Ireland?';
  expect(asked(farther, three)).toEqual([sentence]);
  expect(asked(farther, joining('points', towns('Brimhaven', 'Zadran', 'Lowick')))).toEqual([
    sentence,
  ]);
});

test('the point between, and how far it is from there', () => {
  expect(asked(midpoint, three)).toEqual([
    'People in Brimhaven in Norway and people in Lowick in Ireland want to meet halfway as the crow flies. What are the latitude and the longitude of the midpoint, and how far is it in kilometres as the crow flies from there to Zadran in Croatia, where their guest lives?',
  ]);
});

test('"between", where the order says nothing', () => {
  const menu = only('maps/distance_tool').map((operator) => ({
    ...operator,
    directed: false,
  }));
  expect(asked(relation, joining('points', rowAndTown, menu), coast)).toContain(
    'In which city is the museum Old Mill in /data/museums.json, and what is the distance in kilometres as the crow flies between this city and Skarre in Norway?',
  );
});

test('a distance that nobody calls straight is not asked: by road it is another', () => {
  const menu = only('maps/distance_tool').map((operator) => ({ ...operator, straight: false }));
  expect(kindsOver(joining('points', rowAndTown, menu))).toEqual([]);
});
