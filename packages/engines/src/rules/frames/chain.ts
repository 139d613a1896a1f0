import type { Part, ProposedField } from '@firefly/domain/synthesis/proposal';
import { asksWho, isPerson } from '@firefly/domain/words/people';
import { type Attribute, chooseAttributes, clausesFor, fieldName } from '../attributes.ts';
import { recordExpression, referenceExpression } from '../expressions.ts';
import { flowsOf } from '../flows.ts';
import type { Frame, FrameInput } from '../frame.ts';
import { isArea, isLocated, whereIs } from '../located.ts';
import { anaphor, question, takenUp } from '../phrases.ts';
import { nameOf, type Place, type Reference } from '../place.ts';
import { placeAttributes } from '../place-attributes.ts';
import type { Walk } from '../walk.ts';
import { statementOf, type Way, waysAlong } from './way.ts';

/** Asks for the thing itself: "who manages the cafe X", "which cafe supplies X", "in which city is X". */
function asksFor(walk: Walk, { noun, subject }: Way, person: boolean): Part[] {
  const [start, ...rest] = subject;
  const ref = walk.references.at(-1);
  const doer = person ? 'the person who ' : `the ${noun} that `;
  if (ref?.kind === 'relation' && !ref.forward && typeof start === 'string')
    if (start.startsWith(doer))
      // "which person", not "who": so that "this person" after it can mean no other.
      return [`which ${noun} ${start.slice(doer.length)}`, ...rest];
  if (person) return ['who is ', ...subject];
  if (ref?.kind !== 'column') return ['what is the name of ', ...subject];
  const from = walk.places.at(-2);
  if (start === `the ${noun} where `)
    return [`in which ${noun} is `, ...rest.slice(0, -1), ' located'];
  const located = from !== undefined && isLocated(from.record) && start === `the ${noun} of `;
  return (located ? whereIs(noun, rest) : undefined) ?? ['what is ', ...subject];
}

/** The name of the last record as a field of its own: it stands in the record before. */
const nameField = (walk: Walk, noun: string): ProposedField => ({
  name: fieldName(noun),
  kind: 'scalar',
  expression: referenceExpression(walk.places, walk.references, walk.references.length - 1),
  compare: { type: 'exact' },
  says: noun,
});

/** The walk as far as one of its references. */
const upTo = (walk: Walk, at: number): Walk => ({
  ...walk,
  places: walk.places.slice(0, at + 2),
  references: walk.references.slice(0, at + 1),
});

/** What leads to the last record, each record on the way asked for by its name. */
export function namesAlong(
  walk: Walk,
  ways: readonly Way[],
): { clauses: Part[][]; fields: ProposedField[] } {
  const asked = ways.map((way, at) => {
    const part = upTo(walk, at);
    const person = asksWho(way.noun, part.references.at(-1)?.value) || isPerson(way.noun);
    return { clause: asksFor(part, way, person), field: nameField(part, way.noun) };
  });
  return { clauses: asked.map(({ clause }) => clause), fields: asked.map(({ field }) => field) };
}

/** A record goes by the very value that led to it: so it can be asked for. */
export const leadsByName = (ref: Reference, next: Place | undefined): boolean =>
  next !== undefined && nameOf(next) === ref.value;

const named = (walk: Walk): boolean =>
  walk.references.every((ref, at) => leadsByName(ref, walk.places[at + 1]));

/** Attributes that no earlier record of the walk tells already. */
const news = (walk: Walk, all: readonly Attribute[]): Attribute[] => {
  const told = walk.places.slice(0, -1).flatMap((place) => Object.values(place.record));
  const last = walk.places.at(-1)?.record ?? {};
  return all.filter(({ key }) => !told.some((value) => value === last[key]));
};

function propose(this: Frame, { walk, random, columnsOf }: FrameInput) {
  const last = walk.places.at(-1);
  if (walk.references.length === 0 || last === undefined) return undefined;
  const ways = waysAlong(walk);
  const way = ways?.at(-1);
  if (ways === undefined || way === undefined)
    return 'the way to the record cannot be said in words';
  const record = recordExpression(walk.places, walk.references, walk.places.length - 1);
  const nouns = ways.map(({ noun }) => noun);
  const all = placeAttributes(last, record, columnsOf(last), nouns);
  const most = isArea(way.noun) && named(walk) ? 1 : 2;
  const chosen: Attribute[] = chooseAttributes(news(walk, all), random, most);
  if (chosen.length === 0) return 'the last record has no attribute with a plain noun';
  const attributes = chosen.map((attribute) => attribute.field);
  const made = (prompt: Part[], fields: ProposedField[]) => [
    { frame: this.name, prompt, fields, flows: flowsOf(walk) },
  ];
  const again = [anaphor(way.noun)];
  const single = ways.length === 1;
  // Of a country people ask which it is: its capital alone has little to do with a thing in it.
  const area = isArea(way.noun) && named(walk);
  if (single && !named(walk) && chosen.length < 2)
    return 'the last record has fewer than two attributes with a plain noun';
  if (single && !area && (chosen.length > 1 || !named(walk)))
    return made(question(clausesFor(chosen, way.subject, again)), attributes);
  if (!named(walk)) return 'a record on the way does not go by the value that leads to it';
  const { clauses, fields } = namesAlong(walk, ways);
  const statement = statementOf(walk, way.noun);
  const it = takenUp(way.noun, []);
  const open = [isPerson(way.noun) ? 'who is it' : `which ${way.noun} is it`];
  const prompt =
    statement === undefined
      ? question([...clauses, ...clausesFor(chosen, again, again)])
      : [...statement, ...question([open, ...clausesFor(chosen, it, it)])];
  return made(prompt, [...fields, ...attributes]);
}

/** "What are the capital and the currency of the country of the supplier with the smallest minimum order in PATH?" */
export const chain: Frame = { name: 'attribute of a thing reached through others', propose };
