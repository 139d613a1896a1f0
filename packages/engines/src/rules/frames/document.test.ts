import { expect, test } from 'vitest';
import { aText, paper, papers } from '../testing/papers.ts';
import { aPlan, proposalsOf, reasons, sayings } from '../testing/world.ts';
import { document } from './document.ts';

const asked = (call: (typeof papers)[number]) =>
  sayings(document, aPlan(call, { pick: 'document' }), [call]);

test.each([
  ['/town/docs/crate-contract.md', 'what are the contract number and the price per km in EUR?'],
  ['/town/docs/crate-contract.md', 'who is the carrier, and when was the contract signed?'],
  [
    '/town/docs/opening-checklist.md',
    'what are the float in the till in EUR and the water temperature in degrees Celsius?',
  ],
  [
    '/town/docs/opening-checklist.md',
    'what are the boiler pressure in bar and the time of the first delivery?',
  ],
  ['minutes.txt', 'who is the chair, and how many members are there?'],
  ['minutes.txt', 'what are the membership fee in EUR and the date of the next meeting?'],
  ['/lab/sample-17.md', 'who is the analyst, and what is the humidity in percent?'],
  ['/flats/lease.md', 'who is the landlord, and how many rooms are there?'],
  ['/flats/lease.md', 'what is the monthly rent in EUR, and which city is given?'],
  ['/trips/tour.md', 'who is the guide, and what is the distance in kilometres?'],
  ['/fleet/grey-gull.txt', 'what are the tonnage in tonnes and the home port?'],
  [
    '/menu/drinks.md',
    'what figure in EUR is given for the espresso, and what figure in EUR is given for the tap water?',
  ],
  ['/wine/cellar.yaml', 'what are the grape and the vintage?'],
  ['/wine/cellar.yaml', 'how many bottles are there, and who is the keeper?'],
  ['/clinic/patient-file.md', 'what are the weight in kg and the date of the next visit?'],
  ['/it/router.md', 'what are the serial number and the warranty in months?'],
  ['/it/router.md', 'what is the purchase date, and how many ports are there?'],
  ['/school/course.md', 'what are the room and the fee in USD?'],
  ['/events/concert.md', 'what are the ticket price in GBP and the encore?'],
  [
    '/garden/plot-9.md',
    'what is the annual fee in CHF, and what number is given for the water meter?',
  ],
  ['/ships/log.md', 'what are the wind speed in knots and the wave height in metres?'],
  ['/archive/two-people.md', 'who is the auditor, and what is the audit date?'],
  [
    '/brew/recipe.md',
    'what number is given for the original gravity, and what is the boil time in minutes?',
  ],
  ['/build/permit.md', 'who is the architect, and when was the permit approved?'],
  ['/insurance/policy.md', 'what are the annual premium in EUR and the expiry date?'],
  ['/farm/field-report.md', 'what are the yield per hectare in tonnes and the crop?'],
  ['/museum/loan-form.md', 'who is the lender, and what is the light level in lux?'],
  ['/clinic/dose-card.txt', 'who is the prescriber, and what is the duration in days?'],
  ['/sports/team.md', 'who is the coach, and what is the home ground?'],
  ['/hotel/booking.md', 'who is the guest, and what is the rate per night in EUR?'],
  ['/office/printer-lease.md', 'what is the monthly charge in EUR, and who is the contact?'],
  [
    '/office/printer-lease.md',
    'what is the term in months, and how many pages per month are there?',
  ],
  ['/press/interview.md', 'who is the photographer, and what is the language?'],
  ['/bees/hive.md', 'how many frames are there, and what is the date of the last inspection?'],
])('%s: %s', (path, question) => {
  expect(asked(paper(path))).toContain(`According to ${path}, ${question}`);
});

test('what nobody would ask is not asked', () => {
  const all = papers.flatMap(asked).join('\n');
  expect(all).not.toMatch(/status|dose in mg|queen|the bottling|the doors|tickets sold/i);
  expect(all).not.toMatch(/the date and|what are the (members|rows|crates) |undefined/);
});

test('a text about a thing or an area is asked by what it was asked for', () => {
  const about = (args: Record<string, string>, ...lines: string[]) => ({
    ...aText('', ...lines),
    arguments: args,
  });
  const lines = ['Humidity: 71 %', 'Wind speed: 14 knots', 'Espresso: 2 EUR'];
  expect(asked(about({ city: 'Lowick' }, ...lines))).toContain(
    'For Lowick, what are the humidity in percent and the wind speed in knots?',
  );
  const card = about(
    { name: 'Mill Lane' },
    'Shop sheet: Mill Lane',
    'Manager: Ben Okoro',
    'Rent: 3050 EUR',
    ...lines.slice(2),
  );
  expect(asked({ ...card, tool: 'shops/get_shop' })).toEqual([
    'Who is the manager of Mill Lane, and what is its rent in EUR?',
  ]);
});

test('what can be written in several ways compares so', () => {
  const sheet = aText(
    '/fleet/gull.md',
    'Launch date: 3 March 2025',
    'First trip: 06:40',
    'Hull: spruce and birch',
    'Home port: Lowick',
    'Length: 12.5 m',
    'Crew members: 4',
  );
  const proposals = proposalsOf(document, aPlan(sheet, { pick: 'document' }), [sheet]);
  const fields = proposals.flatMap((each) => each.fields);
  expect(Object.fromEntries(fields.map(({ name, compare }) => [name, compare.type]))).toEqual({
    launch_date: 'date',
    time_of_the_first_trip: 'date',
    hull: 'text',
    home_port: 'exact',
    length: 'number',
    number_of_crew_members: 'exact',
  });
});

test('too little to ask for, or arguments without words, give the reason', () => {
  const why = (call: (typeof papers)[number]) =>
    reasons(document, aPlan(call, { pick: 'document' }), [call]);
  expect(why(aText('/a/b.md', 'Status code: A1', 'Keeper: Ada Quist'))).toEqual([
    'the text states fewer than two things under a plain noun',
  ]);
  const numbered = { ...paper('minutes.txt'), arguments: { page: 3 } };
  expect(why(numbered)).toEqual(['the arguments cannot be said in words']);
});
