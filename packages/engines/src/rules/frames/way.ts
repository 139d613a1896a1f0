import type { Part } from '@firefly/domain/synthesis/proposal';
import { article } from '@firefly/domain/words/nouns';
import { isPerson } from '@firefly/domain/words/people';
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

/** One step of a walk in words: what leads to the record, and the noun for it. */
export interface Way {
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

/** Looked up by its own id or name, a thing is not another of its kind. */
const isSame = (ref: Reference | undefined): boolean => ref?.kind === 'column' && ref.self === true;

/** The nouns along a walk, each of its own kind: "this museum" must mean one museum. */
function nounsOf(walk: Walk): string[] | undefined {
  const nouns: string[] = [];
  for (const [at, ref] of walk.references.entries()) {
    const next = walk.places[at + 1];
    const noun = next && nextNoun(ref, next);
    const met = nouns.some((known) => kindOf(known) === kindOf(noun ?? ''));
    if (noun === undefined || (met && !isSame(ref))) return undefined;
    nouns.push(noun);
  }
  return nouns;
}

/**
 * The steps of a walk in words: the first from the record it starts at, each further one from "this
 * curator", who was asked for before. Undefined where a step cannot be said, or would be ambiguous.
 */
export function waysAlong(walk: Walk): Way[] | undefined {
  const [first] = walk.places;
  const name = first && firstPhrase(first);
  const nouns = nounsOf(walk);
  if (first === undefined || name === undefined || nouns === undefined) return undefined;
  // A person goes by the bare name, which has no noun that could be taken for another's.
  const shown = first.table === undefined && isPerson(first.noun) ? undefined : first.noun;
  const again =
    shown !== undefined &&
    nouns.some((noun, at) => !isSame(walk.references[at]) && kindOf(noun) === shown);
  if (again && (first.table !== undefined || nouns.length > 1)) return undefined;
  const ways: Way[] = [];
  for (const [at, ref] of walk.references.entries()) {
    const [here, next] = walk.places.slice(at, at + 2);
    const noun = nouns[at];
    const before = nouns[at - 1];
    const from = before === undefined ? (again ? name.slice(-1) : name) : [anaphor(before)];
    const subject = here && next && nextPhrase(ref, here, next, from);
    if (subject === undefined || noun === undefined) return undefined;
    ways.push({ subject, noun });
  }
  return ways;
}

/**
 * A single step from subject to object, told as a statement that leaves the object open: "Blue Door is
 * owned by a firm." A question in the verb's own words would read backward.
 */
export function statementOf(walk: Walk, noun: string): Part[] | undefined {
  const [first] = walk.places;
  const [ref, ...others] = walk.references;
  const name = first && firstPhrase(first);
  if (name === undefined || others.length > 0 || !isForward(ref) || !startsWell(name))
    return undefined;
  const open = some(noun, first?.noun);
  return [
    ...capital([...name, ` ${beforeVerb(ref.verb) ?? ''}`, bound(ref.verb), ` ${open}`]),
    '. ',
  ];
}
