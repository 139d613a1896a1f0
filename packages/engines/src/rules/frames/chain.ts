import type { Part, ProposedField } from '@firefly/domain/synthesis/proposal';
import {
  type Attribute,
  attributesOf,
  chooseAttributes,
  clausesFor,
  fieldName,
} from '../attributes.ts';
import { recordExpression, referenceExpression } from '../expressions.ts';
import { flowsOf } from '../flows.ts';
import type { Frame, FrameInput } from '../frame.ts';
import { asksWho, isPerson } from '../people.ts';
import { anaphor, firstPhrase, nextNoun, nextPhrase, question } from '../phrases.ts';
import { nameOf, type Reference } from '../place.ts';
import type { Walk } from '../walk.ts';

/** What a prompt says before its question, the record it asks about, and the noun for that record. */
interface Lead {
  readonly before: readonly Part[];
  readonly subject: readonly Part[];
  readonly noun: string;
}

/**
 * The way to the last record in words. A long way, or one through a relation of a table's row, gets a
 * sentence of its own that introduces the first record: nested deeper, it would be hard to read.
 */
function lead(walk: Walk): Lead | undefined {
  const [first, second] = walk.places;
  const [ref] = walk.references;
  const name = first && firstPhrase(first);
  if (first === undefined || second === undefined || ref === undefined || name === undefined)
    return undefined;
  const long = walk.references.length > 1;
  const heavy = ref.kind === 'relation' && ref.forward && first.table !== undefined;
  // "the cafe that she manages" is introduced whole; "the recipient of this grant" nests well.
  const skip = long && ref.kind === 'relation';
  const introduced = skip ? nextPhrase(ref, second, name) : name;
  const introducedNoun = skip ? nextNoun(ref, second) : first.noun;
  if (introduced === undefined) return undefined;
  const apart = long || heavy;
  if (apart && introducedNoun === undefined) return undefined;
  let phrase = apart ? [anaphor(introducedNoun ?? '')] : introduced;
  // "this museum" must mean one museum. A bare name has no noun that could be taken for another's.
  const nouns = apart || first.table !== undefined ? [introducedNoun] : [];
  for (const [at, way] of walk.references.entries()) {
    const next = walk.places[at + 1];
    if (next === undefined) return undefined;
    if (at === 0 && skip) continue;
    const noun = nextNoun(way, next);
    const said = nextPhrase(way, next, phrase);
    if (said === undefined || noun === undefined || nouns.includes(noun)) return undefined;
    phrase = said;
    nouns.push(noun);
  }
  const noun = nouns.at(-1);
  const before = apart ? ['I have a question about ', ...introduced, '. '] : [];
  return noun === undefined ? undefined : { before, subject: phrase, noun };
}

/** Asks for the thing itself: "who manages the cafe X", "which cafe supplies X", "what is the city of X". */
function asksFor(
  noun: string,
  person: boolean,
  ref: Reference | undefined,
  of: readonly Part[],
): Part[] {
  const [start, ...rest] = of;
  const doer = person ? 'the person who ' : `the ${noun} that `;
  if (
    ref?.kind === 'relation' &&
    !ref.forward &&
    typeof start === 'string' &&
    start.startsWith(doer)
  )
    return [`${person ? 'who' : `which ${noun}`} ${start.slice(doer.length)}`, ...rest];
  if (person) return ['who is ', ...of];
  return [ref?.kind === 'column' ? 'what is ' : 'what is the name of ', ...of];
}

/** The name of the last record as a field of its own: it stands in the record before. */
function nameField(
  walk: Walk,
  noun: string,
  value: unknown,
): { field: ProposedField; asks: (of: readonly Part[]) => Part[] } {
  const expression = referenceExpression(walk.places, walk.references, walk.references.length - 1);
  const person = asksWho(noun, value) || isPerson(noun);
  return {
    field: {
      name: fieldName(noun),
      kind: 'scalar',
      expression,
      compare: { type: 'exact' },
      says: noun,
    },
    asks: (of) => asksFor(noun, person, walk.references.at(-1), of),
  };
}

/** Attributes that no earlier record of the walk tells already. */
const news = (walk: Walk, all: readonly Attribute[]): Attribute[] => {
  const told = walk.places.slice(0, -1).flatMap((place) => Object.values(place.record));
  const last = walk.places.at(-1)?.record ?? {};
  return all.filter(({ key }) => !told.some((value) => value === last[key]));
};

function propose(this: Frame, { walk, random, columnsOf }: FrameInput) {
  const last = walk.places.at(-1);
  if (walk.references.length === 0 || last === undefined) return undefined;
  const said = lead(walk);
  if (said === undefined) return 'the way to the record cannot be said in words';
  const record = recordExpression(walk.places, walk.references, walk.places.length - 1);
  const except = last.label === undefined ? [] : [last.label];
  const chosen: Attribute[] = chooseAttributes(
    news(walk, attributesOf(last.record, record, columnsOf(last), except, [said.noun])),
    random,
  );
  if (chosen.length === 0) return 'the last record has no attribute with a plain noun';
  const again = [anaphor(said.noun)];
  const ref = walk.references.at(-1);
  const withName = chosen.length === 1 && nameOf(last) === ref?.value;
  const name = nameField(walk, said.noun, ref?.value);
  const clauses = withName
    ? [name.asks(said.subject), ...clausesFor(chosen, again, again)]
    : clausesFor(chosen, said.subject, again);
  const fields = [...(withName ? [name.field] : []), ...chosen.map((attribute) => attribute.field)];
  return [
    {
      frame: this.name,
      prompt: [...said.before, ...question(clauses)],
      fields,
      flows: flowsOf(walk),
    },
  ];
}

/** "What are the capital and the currency of the country of the supplier with the smallest minimum order in PATH?" */
export const chain: Frame = { name: 'attribute of a thing reached through others', propose };
