import { columnOf } from '@firefly/domain/tool-graph/columns';
import { expect, test } from 'vitest';
import { rankingOf } from './rankings.ts';

const DAYS = ['2020-01-02', '2021-03-04', '2022-05-06'];
const SECONDS = [1_767_225_600, 1_767_312_000, 1_769_904_000];
const dated = (key: string, values: readonly (string | number)[] = DAYS) =>
  columnOf(
    key,
    values.map((value) => ({ [key]: value })),
  );
const said = (key: string, noun: string, values?: readonly (string | number)[]) => {
  const ranking = rankingOf(dated(key, values), noun);
  return ranking && [ranking.does('max'), ranking.does('min')];
};

test.each([
  ['opened', 'museum', 'was opened last', 'was opened first'],
  ['awarded', 'grant', 'was awarded last', 'was awarded first'],
  ['launched', 'vessel', 'was launched last', 'was launched first'],
  ['founded_on', 'workshop', 'was founded last', 'was founded first'],
  ['date_hired', 'employee', 'was hired last', 'was hired first'],
  ['built', 'bridge', 'was built last', 'was built first'],
  ['born', 'person', 'was born last', 'was born first'],
  ['publishedAt', 'article', 'was published last', 'was published first'],
  ['joined', 'keeper', 'joined last', 'joined first'],
  ['retired_on', 'captain', 'retired last', 'retired first'],
  ['opens', 'exhibition', 'opens last', 'opens first'],
  ['closes', 'exhibition', 'closes last', 'closes first'],
  ['starts_at', 'course', 'starts last', 'starts first'],
  ['start', 'course', 'starts last', 'starts first'],
  ['ends', 'course', 'ends last', 'ends first'],
  ['due_on', 'loan', 'is due last', 'is due first'],
  ['expires', 'permit', 'expires last', 'expires first'],
  ['start_date', 'grant', 'has the latest start date', 'has the earliest start date'],
  ['endDate', 'grant', 'has the latest end date', 'has the earliest end date'],
  ['birth_date', 'person', 'has the latest birth date', 'has the earliest birth date'],
  ['deadline', 'grant', 'has the latest deadline', 'has the earliest deadline'],
  ['delivery_date', 'order', 'has the latest delivery date', 'has the earliest delivery date'],
  ['departure_time', 'ferry', 'has the latest departure time', 'has the earliest departure time'],
  ['date', 'concert', 'has the latest date', 'has the earliest date'],
  ['date', 'payment', 'is the most recent', 'is the earliest'],
  ['time', 'earthquake', 'is the most recent', 'is the earliest'],
  ['sent_at', 'message', 'was sent last', 'was sent first'],
])('%s of a %s: which one %s, which one %s', (key, noun, last, first) => {
  expect(said(key, noun)).toEqual([last, first]);
});

test('numbers since 1970 order things as dates do', () => {
  expect(said('timestamp', 'commit', SECONDS)).toEqual(['is the most recent', 'is the earliest']);
  expect(said('opened_at', 'museum', SECONDS)).toEqual(['was opened last', 'was opened first']);
});

test.each([
  ['timestamp', 'sensor'],
  ['time', 'museum'],
  ['created_at', 'file'],
  ['updated', 'file'],
  ['modified', 'file'],
  ['accessed_at', 'file'],
  ['valid_from', 'permit'],
  ['lived', 'person'],
  ['release', 'record'],
  ['eta', 'ferry'],
  ['season', 'concert'],
])('nobody orders by the %s of a %s', (key, noun) => {
  expect(said(key, noun)).toBeUndefined();
});

test('gaps, equal dates, and times without a zone give no order', () => {
  expect(said('opened', 'museum', ['2020-01-02', '2020-01-02'])).toBeUndefined();
  expect(said('opened', 'museum', ['2020-01-02 10:00', '2021-01-02 10:00'])).toBeUndefined();
  expect(said('opened', 'museum', ['2020-01-02', '2021-01-02T10:00:00Z'])).toBeUndefined();
  const sparse = columnOf('opened', [{ opened: '2020-01-02' }, { opened: '2021-01-02' }, {}]);
  expect(rankingOf(sparse, 'museum')).toBeUndefined();
});
