import type { Column } from '@firefly/domain/tool-graph/columns';
import { participleOf, plainNoun } from './words.ts';

/** How people put the things of a table in the order of a date column. */
export type Timing =
  /** "was opened last", "joined first": the column tells when the thing did or underwent something. */
  | { readonly kind: 'done'; readonly verb: string }
  /** "the most recent commit": the thing is an event, and this is when it happened. */
  | { readonly kind: 'event' }
  /** "has the earliest start date": a date among others. */
  | { readonly kind: 'date'; readonly noun: string };

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** What a thing did itself. */
const DID = setOf(
  'appeared arrived debuted departed died expired graduated joined lapsed resigned retired',
);

/** Columns named by what a thing does at that time, and how that is said of it. */
const DOES: Readonly<Record<string, string>> = {
  opens: 'opens',
  closes: 'closes',
  starts: 'starts',
  start: 'starts',
  begins: 'begins',
  ends: 'ends',
  end: 'ends',
  expires: 'expires',
  departs: 'departs',
  arrives: 'arrives',
  due: 'is due',
};

/** Things that happen once and are then past: a time of theirs with no more to its name is when. */
const EVENTS = setOf(
  'accident alert backup build call change comment commit complaint delivery deployment donation earthquake edit email entry eruption event failure flood incident inspection invoice measurement message note observation order outage payment post publication purchase question reading refund release repair reply report request review revision sale sighting survey test ticket transaction transfer version visit',
);

/** Words that only say that a column is a time. */
const CLOCK = setOf('date time timestamp datetime epoch unix at on');
const DATED = /(^|\s)(date|time|day|deadline|birthday|anniversary|arrival|departure)$/;

/** A date column as an order of things called `noun`; undefined where nobody would put it so. */
export function timingOf(column: Column, noun: string | undefined): Timing | undefined {
  if (column.time === undefined || !column.dense || column.distinct < 2) return undefined;
  const participle = participleOf(column);
  if (participle !== undefined) return { kind: 'done', verb: `was ${participle}` };
  const telling = column.words.filter((word) => !CLOCK.has(word));
  const [word, ...others] = telling;
  if (word === undefined) {
    if (noun !== undefined && EVENTS.has(noun.split(' ').at(-1) ?? '')) return { kind: 'event' };
    return column.words.includes('date') ? { kind: 'date', noun: 'date' } : undefined;
  }
  const alone = others.length === 0 && !/^(date|time)$/.test(column.words.at(-1) ?? '');
  if (alone && DID.has(word)) return { kind: 'done', verb: word };
  const does = Object.hasOwn(DOES, word) ? DOES[word] : undefined;
  if (alone && does !== undefined) return { kind: 'done', verb: does };
  const said = plainNoun(column.key);
  return said !== undefined && DATED.test(said) ? { kind: 'date', noun: said } : undefined;
}
