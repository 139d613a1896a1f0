import type { Part } from '@firefly/domain/synthesis/proposal';
import { article } from '@firefly/domain/words/nouns';
import { isPerson } from '../people.ts';
import {
  anaphor,
  capital,
  firstPhrase,
  kindOf,
  nextNoun,
  nextPhrase,
  startsWell,
} from '../phrases.ts';
import type { Reference } from '../place.ts';
import { beforeVerb } from '../relation-words.ts';
import type { Walk } from '../walk.ts';
import { bound } from '../whereabouts.ts';

/** What a prompt says before its question, the record it asks about, and the noun for that record. */
export interface Way {
  readonly before: readonly Part[];
  readonly subject: readonly Part[];
  readonly noun: string;
}

type Relation = Extract<Reference, { kind: 'relation' }>;

const isForward = (ref: Reference | undefined): ref is Relation =>
  ref?.kind === 'relation' && ref.forward;

/** "someone", "a firm"; "another firm" beside one already named. */
const some = (noun: string, beside: string | undefined): string => {
  if (noun === 'person') return 'someone';
  return noun === beside ? `another ${noun}` : `${article(noun)} ${noun}`;
};

/** " is owned by a firm": what a relation says of its subject. */
const predicate = (ref: Relation, noun: string, beside: string | undefined): Part[] => [
  ` ${beforeVerb(ref.verb) ?? ''}`,
  bound(ref.verb),
  ` ${some(noun, beside)}`,
];

const introducing = (phrase: readonly Part[]): Part[] => [
  'I have a question about ',
  ...phrase,
  '. ',
];

/** The start of a walk in words, and the nouns along it; undefined where a step has none. */
function steps(walk: Walk) {
  const [first, second] = walk.places;
  const [ref] = walk.references;
  const name = first && firstPhrase(first);
  if (first === undefined || second === undefined || ref === undefined || name === undefined)
    return undefined;
  const nouns: string[] = [];
  for (const [at, way] of walk.references.entries()) {
    const next = walk.places[at + 1];
    const noun = next && nextNoun(way, next);
    // "this museum" must mean one museum.
    if (noun === undefined || nouns.includes(kindOf(noun))) return undefined;
    nouns.push(kindOf(noun));
  }
  const last = walk.references.at(-1);
  const end = walk.places.at(-1);
  const noun = last && end && nextNoun(last, end);
  return noun === undefined ? undefined : { first, second, ref, name, nouns, noun };
}

/**
 * The way to the last record, for questions about it. A long way, or one through a relation of a
 * table's row, gets a sentence of its own for its first step: nested deeper, it would be hard to read.
 */
export function wayTo(walk: Walk): Way | undefined {
  const said = steps(walk);
  if (said === undefined) return undefined;
  const { first, second, ref, name, nouns, noun } = said;
  const [middle = ''] = nouns;
  const long = walk.references.length > 1;
  const relation = long && ref.kind === 'relation';
  const apart = long || (first.table !== undefined && isForward(ref));
  // A bare name has no noun that could be taken for another's.
  if (!relation && (apart || first.table !== undefined)) {
    if (first.noun === undefined || nouns.includes(first.noun)) return undefined;
  }
  let before: Part[] = [];
  // "Which museum lends to the museum X, and … this museum" would name two.
  const twice = !long && first.noun !== undefined && nouns.includes(first.noun);
  let phrase: readonly Part[] = twice ? name.slice(-1) : name;
  if (relation) {
    const introduced = nextPhrase(ref, first, second, name);
    if (introduced === undefined) return undefined;
    before =
      ref.forward && startsWell(name)
        ? [...capital([...name, ...predicate(ref, middle, first.noun)]), '. ']
        : introducing(introduced);
    phrase = [anaphor(middle)];
  } else if (apart) {
    before = introducing(name);
    phrase = [anaphor(first.noun ?? '')];
  }
  for (const [at, way] of walk.references.entries()) {
    const [here, next] = walk.places.slice(at, at + 2);
    if (at === 0 && relation) continue;
    const further = here && next && nextPhrase(way, here, next, phrase);
    if (further === undefined) return undefined;
    phrase = further;
  }
  return { before, subject: phrase, noun };
}

/**
 * A way whose last step goes from subject to object, told as a statement that leaves the object open:
 * "Blue Door is owned by a firm." A question in the verb's own words would read backward.
 */
export function statementOf(walk: Walk): Omit<Way, 'subject'> | undefined {
  const said = steps(walk);
  const last = walk.references.at(-1);
  if (said === undefined || !isForward(last)) return undefined;
  const { first, second, ref, name, nouns, noun } = said;
  const [middle = ''] = nouns;
  const told = (...parts: Part[]): Part[] => [...capital(parts), '. '];
  if (walk.references.length === 1)
    return startsWell(name)
      ? { before: told(...name, ...predicate(last, noun, first.noun)), noun }
      : undefined;
  if (walk.references.length > 2) return undefined;
  if (ref.kind === 'relation' && ref.forward) {
    const which = isPerson(middle) ? ' who' : ' that';
    const onward = [...predicate(ref, middle, first.noun), which, ...predicate(last, noun, '')];
    return startsWell(name) ? { before: told(...name, ...onward), noun } : undefined;
  }
  const phrase = nextPhrase(ref, first, second, name);
  if (phrase === undefined) return undefined;
  // "The tutor who trains Ann reports to …" could be read as Ann reporting.
  const before =
    ref.kind === 'relation'
      ? [...introducing(phrase), ...told(anaphor(middle), ...predicate(last, noun, ''))]
      : told(...phrase, ...predicate(last, noun, first.noun));
  return { before, noun };
}
