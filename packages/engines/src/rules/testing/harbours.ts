import type { JointPlan, WalkPlan } from '@firefly/domain/exploration/plan';
import type { JsonObject } from '@firefly/domain/json';
import type { ObservedCall } from '@firefly/domain/tool-graph/record-groups';
import { operators } from './machines.ts';
import { anEdge, aTable, READ, type World } from './world.ts';

/** Museums in harbour towns of four countries, a gazetteer that knows the towns, and loans. */
export const TOWN = 'places/search_cities';
const LAND = 'places/search_countries';

const aLookup = (tool: string, query: string, ...found: JsonObject[]): ObservedCall => ({
  tool,
  arguments: { query },
  observation: { results: found },
});

/** A town of the gazetteer, which writes coordinates as text, beside one that only sounds alike. */
export const aTown = (
  name: string,
  countryName: string,
  latitude: string,
  longitude: string,
  beside = `New ${name}`,
) =>
  aLookup(
    TOWN,
    name,
    { name, countryName, latitude, longitude },
    { name: beside, countryName: 'Canada', latitude: '49.10000', longitude: '-66.50000' },
  );
const aLand = (name: string, anthem: string, motto: string) =>
  aLookup(LAND, name, { name, anthem, motto });

export const towns: World = [
  aTown('Brimhaven', 'Norway', '62.47225', '6.15492'),
  aTown('Skarre', 'Norway', '59.12500', '10.22000'),
  aTown('Lowick', 'Ireland', '51.85139', '-8.29917'),
  aTown('Port Sable', 'Portugal', '40.64427', '-8.64554'),
  aTown('Zadran', 'Croatia', '44.11972', '15.24222'),
];
export const lands: World = [
  aLand('Norway', 'Oslo', 'Norwegian krone'),
  aLand('Ireland', 'Dublin', 'Euro'),
  aLand('Portugal', 'Lisbon', 'Euro'),
  aLand('Côte d’Ivoire', 'Yamoussoukro', 'West African CFA franc'),
  aLand('日本', 'Tokyo', 'Japanese yen'),
  aLand('中国', 'Beijing', 'Renminbi'),
];

const museum = (
  name: string,
  city: string,
  country: string,
  director: string,
  annual_visitors: number,
  annual_budget_eur: number,
  floor_area_m2: number,
  monthly_rent_eur: number,
) => ({
  name,
  city,
  country,
  director,
  annual_visitors,
  annual_budget_eur,
  floor_area_m2,
  monthly_rent_eur,
});

export const museums = aTable('/data/museums.json', [
  museum('Salt Hall', 'Brimhaven', 'Norway', 'Ingrid Solberg', 18_400, 412_000, 1_240, 3_150),
  museum('Tidehouse', 'Lowick', 'Ireland', 'Conor Daly', 36_250, 655_000, 2_080, 4_800),
  museum('Old Mill', 'Port Sable', 'Portugal', 'Rita Lopes', 9_730, 198_500, 640, 1_275),
  museum('Lantern House', 'Zadran', 'Croatia', 'Ante Kova', 22_115, 301_250, 1_515, 2_640),
]);

const loan = (name: string, amount_eur: number, term_months: number, lender: string) => ({
  name,
  amount_eur,
  term_months,
  lender,
});
export const loans = aTable('/data/loans.json', [
  loan('Roof loan', 48_000, 36, 'Harbour Bank'),
  loan('Crane loan', 125_500, 60, 'Quay Trust'),
  loan('Ferry loan', 310_000, 84, 'Harbour Bank'),
]);

const townEdge = anEdge(READ, '/*/city', TOWN, '/query', 'city');
export const coast: World = [museums, loans, ...towns, ...lands];

type Leg = Omit<WalkPlan, 'kind' | 'seed'>;

/** A leg that looks a name up. */
export const looksUp = (name: string, tool = TOWN): Leg => ({
  start: [{ tool, arguments: { query: name } }],
  names: [name],
  pick: 'named',
  hops: 0,
  menu: [],
});

export const landOf = (name: string): Leg => looksUp(name, LAND);

/** A leg that starts at a table. */
export const rowOf = (table: ObservedCall, pick: Leg['pick'], hops = 0): Leg => ({
  start: [{ tool: table.tool, arguments: table.arguments }],
  names: null,
  pick,
  hops,
  menu: hops === 0 ? [] : [townEdge],
});

/** A joint exploration of these legs, each with a seed of its own. */
export const joining = (
  shape: JointPlan['shape'],
  legs: readonly Leg[],
  menu: JointPlan['operators'] = operators,
): ((seed: number) => JointPlan) => {
  return (seed) => ({
    kind: 'joint',
    seed,
    shape,
    legs: legs.map((leg, at) => ({ kind: 'walk', seed: seed + at, ...leg })),
    operators: menu,
  });
};
