import type { JsonObject } from '@firefly/domain/json';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import { aNode, anEdge, OPEN, type World } from './world.ts';

const LOG = 'archive/read_log';
const STATES = 'places/get_states';
const FIND_COUNTRY = 'places/find_countries';

/** Where the log of the archive lies. */
export const site = '/town/site';

const commit = (hash: string, author: string, day: number, subject: string): JsonObject => ({
  hash,
  author,
  timestamp: 1_767_225_600 + day * 86_400,
  subject,
  parents: [],
});

const commits = [
  commit('9fceb02d0ae598e9', 'Ada Quist', 0, 'Mend the roof'),
  commit('2df3104587180239', 'Ben Okoro', 3, 'Paint the door'),
  commit('1846169bf4bcd59f', 'Ada Quist', 9, 'Oil the hinges'),
  commit('57aca609230e7021', 'Ben Okoro', 11, 'Sweep the yard'),
  commit('ede734cab5ecde49', 'Ada Quist', 15, 'Hang the sign'),
  commit('af536677e330bf4a', 'Ben Okoro', 21, 'Count the chairs'),
  commit('6be23bf5c4618417', 'Ada Quist', 28, 'Lock the gate'),
];

const logged = (args: JsonObject, chosen: readonly JsonObject[]) => ({
  tool: LOG,
  arguments: { path: site, ...args },
  observation: { commits: [...chosen], totalCount: chosen.length },
});

/** A log as a whole, by each author, and by each subject. */
export const log = logged({}, commits);
export const byAda = logged(
  { author: 'Ada Quist' },
  commits.filter(({ author }) => author === 'Ada Quist'),
);
const byBen = logged(
  { author: 'Ben Okoro' },
  commits.filter(({ author }) => author === 'Ben Okoro'),
);
const bySubject = commits.map((each) => logged({ grep: each.subject ?? '' }, [each]));

/** One commit looked up by its subject. */
export const hinges = logged({ grep: 'Oil the hinges' }, commits.slice(2, 3));

const state = (name: string, people: number): JsonObject => ({
  name,
  country_id: 17,
  floor_area_m2: people,
});

/** A country, and what lies in it by its id. */
export const norland = {
  tool: FIND_COUNTRY,
  arguments: { query: 'Norland' },
  observation: [{ id: 17, name: 'Norland', capital: 'Fjordby', currencyName: 'Norland mark' }],
};
const statesOf = (id: number, rows: JsonObject[]) => ({
  tool: STATES,
  arguments: { countryId: id },
  observation: rows,
});

export const archive: World = [
  log,
  byAda,
  byBen,
  ...bySubject,
  norland,
  statesOf(17, [state('Eastmark', 310), state('Westmark', 250), state('Lowfell', 480)]),
  aNode({ name: 'Ada Quist', entityType: 'person', observations: ['Sings'] }, [
    ['Ada Quist', 'reports to', 'Ben Okoro'],
  ]),
  aNode({ name: 'Ben Okoro', entityType: 'person', observations: ['Plays chess'] }, [
    ['Ada Quist', 'reports to', 'Ben Okoro'],
  ]),
];

const beside = { companions: { path: site } };
const lists = true as const;

/** What leads to a list of what belongs to the value. */
export const authorEdge: Edge = {
  ...anEdge(LOG, '/commits/*/author', LOG, '/author', 'author'),
  ...beside,
  lists,
};
const relationEdge = (end: 'from' | 'to'): Edge => ({
  ...anEdge(OPEN, `/relations/*/${end}`, LOG, '/author', 'any name'),
  ...beside,
  only: ['Ada Quist', 'Ben Okoro'],
  lists,
});
const statesEdge: Edge = {
  ...anEdge(FIND_COUNTRY, '/*/id', STATES, '/countryId', 'country id'),
  lists,
};
const personEdge = anEdge(LOG, '/commits/*/author', OPEN, '/names/*', 'author');

export const menu: readonly Edge[] = [
  authorEdge,
  relationEdge('from'),
  relationEdge('to'),
  statesEdge,
  personEdge,
];
