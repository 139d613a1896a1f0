import type { Edge } from '@firefly/domain/tool-graph/edge';
import { cafes } from './tables.ts';
import { aFind, aNode, anEdge, FIND, OPEN, READ, type World } from './world.ts';

/** Two countries that cafes lie in. */
export const countries: World = [
  aFind('Norland', {
    name: 'Norland',
    capital: 'Fjordby',
    region: 'Upper Isles',
    currencyName: 'Norland mark',
    iso2: 'NO',
  }),
  aFind('Sudria', {
    name: 'Sudria',
    capital: 'Port Sable',
    region: 'Lower Isles',
    currencyName: 'Sudrian pound',
    iso2: 'SU',
  }),
];

const manages: readonly [string, string, string] = ['Ada Quist', 'manages', 'Blue Door'];
const uses: readonly [string, string, string] = ['Blue Door', 'uses', 'Vesta 2'];
const owned: readonly [string, string, string] = ['Blue Door', 'owned by', 'Hazel Trust'];
const reports: readonly [string, string, string] = ['Ada Quist', 'reports to', 'Ben Okoro'];

/** A small graph of people, cafes and machines; each node shows its own relations. */
export const notes: World = [
  aNode({ name: 'Blue Door', entityType: 'cafe', observations: ['Has a piano'] }, [
    manages,
    uses,
    owned,
  ]),
  aNode({ name: 'Ada Quist', entityType: 'person', observations: ['Joined in 2015', 'Sings'] }, [
    manages,
    reports,
  ]),
  aNode({ name: 'Ben Okoro', entityType: 'Person', observations: ['Plays chess'] }, [reports]),
  aNode({ name: 'Vesta 2', entityType: 'machine', observations: ['Bought used'] }, [uses]),
  aNode({ name: 'Hazel Trust', entityType: 'firm', observations: ['Runs a school'] }, [owned]),
];

export const managerEdge = anEdge(READ, '/*/manager', OPEN, '/names/*', 'manager');
export const countryEdge = anEdge(READ, '/*/country', FIND, '/query', 'country');
const relationEdge = (end: 'from' | 'to'): Edge =>
  anEdge(OPEN, `/relations/*/${end}`, OPEN, '/names/*', 'any name');

/** Every confirmed edge of the town. */
export const menu: readonly Edge[] = [
  managerEdge,
  countryEdge,
  relationEdge('from'),
  relationEdge('to'),
];

export const town: World = [cafes, ...countries, ...notes];
