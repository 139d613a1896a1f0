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
import { anaphor, capital, firstPhrase, nextNoun, nextPhrase, question } from '../phrases.ts';
import { nameOf } from '../place.ts';
import type { Walk } from '../walk.ts';

/** The last record of a walk and the sentence that leads to it: nested once, then taken up anew. */
function lead(walk: Walk): { before: Part[]; subject: Part[]; noun: string } | undefined {
  const [first] = walk.places;
  let phrase = first === undefined ? undefined : firstPhrase(first);
  // A thing that the prompt calls by its name alone has no noun that could be taken for another's.
  let noun = first?.table === undefined ? undefined : first.noun;
  let before: Part[] = [];
  for (const [at, ref] of walk.references.entries()) {
    const next = walk.places[at + 1];
    const here = walk.places[at];
    if (phrase === undefined || next === undefined || here === undefined) return undefined;
    const last = at === walk.references.length - 1;
    // "the person that the museum with the most visitors in PATH employs" is hard to read.
    const heavy = ref.kind === 'relation' && ref.forward && here.table !== undefined;
    if (last && noun !== undefined && (at > 0 || heavy)) {
      before = [...capital(['take ', ...phrase]), '. '];
      phrase = [anaphor(noun)];
    }
    const following = nextNoun(ref, next);
    // "this museum" must mean one museum.
    if (following === noun) return undefined;
    phrase = nextPhrase(ref, next, phrase);
    noun = following;
  }
  return phrase === undefined || noun === undefined ? undefined : { before, subject: phrase, noun };
}

/** "Who manages the cafe X", not "who is the person who manages it". */
function asksForPerson(of: readonly Part[]): Part[] {
  const [first, ...rest] = of;
  return typeof first === 'string' && first.startsWith('the person who ')
    ? [first.slice('the person '.length), ...rest]
    : ['who is ', ...of];
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
    asks: (of) => (person ? asksForPerson(of) : ['what is the name of ', ...of]),
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
