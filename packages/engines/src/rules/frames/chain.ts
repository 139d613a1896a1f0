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
import { isLocated, whereIs } from '../located.ts';
import { asksWho, isPerson } from '../people.ts';
import { anaphor, question, takenUp } from '../phrases.ts';
import { nameOf } from '../place.ts';
import type { Walk } from '../walk.ts';
import { statementOf, type Way, wayTo } from './way.ts';

/** Asks for the thing itself: "who manages the cafe X", "which cafe supplies X", "in which city is X". */
function asksFor(walk: Walk, { noun, subject }: Way, person: boolean): Part[] {
  const [start, ...rest] = subject;
  const ref = walk.references.at(-1);
  const doer = person ? 'the person who ' : `the ${noun} that `;
  if (ref?.kind === 'relation' && !ref.forward && typeof start === 'string')
    if (start.startsWith(doer))
      return [`${person ? 'who' : `which ${noun}`} ${start.slice(doer.length)}`, ...rest];
  if (person) return ['who is ', ...subject];
  if (ref?.kind !== 'column') return ['what is the name of ', ...subject];
  const from = walk.places.at(-2);
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

/** Attributes that no earlier record of the walk tells already. */
const news = (walk: Walk, all: readonly Attribute[]): Attribute[] => {
  const told = walk.places.slice(0, -1).flatMap((place) => Object.values(place.record));
  const last = walk.places.at(-1)?.record ?? {};
  return all.filter(({ key }) => !told.some((value) => value === last[key]));
};

/** The words of the prompt: with the name asked for first, or the attributes alone. */
function promptFor(walk: Walk, way: Way, chosen: readonly Attribute[], withName: boolean): Part[] {
  const again = [anaphor(way.noun)];
  if (!withName) return [...way.before, ...question(clausesFor(chosen, way.subject, again))];
  const person = asksWho(way.noun, walk.references.at(-1)?.value) || isPerson(way.noun);
  const statement = statementOf(walk);
  if (statement === undefined)
    return [
      ...way.before,
      ...question([asksFor(walk, way, person), ...clausesFor(chosen, again, again)]),
    ];
  const it = takenUp(way.noun, []);
  const asks = [person ? 'who is it' : `which ${way.noun} is it`];
  return [...statement.before, ...question([asks, ...clausesFor(chosen, it, it)])];
}

function propose(this: Frame, { walk, random, columnsOf }: FrameInput) {
  const last = walk.places.at(-1);
  if (walk.references.length === 0 || last === undefined) return undefined;
  const way = wayTo(walk);
  if (way === undefined) return 'the way to the record cannot be said in words';
  const record = recordExpression(walk.places, walk.references, walk.places.length - 1);
  const except = last.label === undefined ? [] : [last.label];
  const chosen: Attribute[] = chooseAttributes(
    news(walk, attributesOf(last.record, record, columnsOf(last), except, [way.noun])),
    random,
  );
  if (chosen.length === 0) return 'the last record has no attribute with a plain noun';
  const withName = chosen.length === 1 && nameOf(last) === walk.references.at(-1)?.value;
  const fields = chosen.map((attribute) => attribute.field);
  return [
    {
      frame: this.name,
      prompt: promptFor(walk, way, chosen, withName),
      fields: withName ? [nameField(walk, way.noun), ...fields] : fields,
      flows: flowsOf(walk),
    },
  ];
}

/** "What are the capital and the currency of the country of the supplier with the smallest minimum order in PATH?" */
export const chain: Frame = { name: 'attribute of a thing reached through others', propose };
