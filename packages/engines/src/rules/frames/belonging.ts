import { canonicalJson } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import type { Part, Proposal, ProposedField } from '@firefly/domain/synthesis/proposal';
import { plural } from '@firefly/domain/words/nouns';
import { isPerson } from '@firefly/domain/words/people';
import { fieldName } from '../attributes.ts';
import { arrayAt } from '../expressions.ts';
import { flowsOf } from '../flows.ts';
import type { Frame, FrameInput } from '../frame.ts';
import type { Listing } from '../listing.ts';
import { anaphor, besideName, question } from '../phrases.ts';
import { nameOf, type Place } from '../place.ts';
import type { Walk } from '../walk.ts';
import { type Whereabouts, whereaboutsOf } from '../whereabouts.ts';
import { leadsByName, namesAlong } from './chain.ts';
import { leadOf } from './lead.ts';
import { type Spoken, standouts } from './standout.ts';
import { type Way, waysAlong } from './way.ts';

/** "how many commits by X are there in PATH". */
const asksHowMany = (noun: string, { near, far }: Whereabouts): Part[] => [
  `how many ${plural(noun)}`,
  ...near,
  ' are there',
  ...far,
];

const countField = ({ found, noun, call }: Spoken): ProposedField => ({
  name: fieldName(`number of ${plural(noun)}`),
  kind: 'scalar',
  expression: `$count(${arrayAt(call, found.steps)})`,
  compare: { type: 'exact' },
  says: `number of ${plural(noun)}`,
});

/** Who is spoken of before a list, and how to choose what to ask of it. */
interface Asking extends Pick<FrameInput, 'random'> {
  readonly places: readonly Place[];
}

/** How long a list is, and one thing more if there is any. */
function ask({ places, random }: Asking, list: Spoken, where: Whereabouts) {
  const known = places.flatMap((place) => nameOf(place) ?? []);
  const told = random.pick(standouts(list, known));
  return {
    clauses: [asksHowMany(list.noun, where), ...(told ? [told.clause] : [])],
    fields: [countField(list), ...(told ? [told.field] : [])],
  };
}

/** A list that the prompt itself asks for: its filter stands there in words. */
function given(this: Frame, { plan, walk, random }: FrameInput): Proposal[] | string | undefined {
  if (plan.pick !== 'none' || walk.table === undefined || plan.names !== null) return undefined;
  // In a file that the sentence before asks to find, all of a table is spoken of.
  if (walk.table.searched) return undefined;
  const where = whereaboutsOf(walk.table.arguments, walk.table.found);
  if (where === undefined) return 'the table cannot be said in words';
  if (!where.chosen) return undefined;
  const { clauses, fields } = ask({ places: walk.places, random }, walk.table, where);
  return [{ frame: this.name, prompt: question(clauses), fields, flows: [] }];
}

/** How the owner of a list is asked for, and what it is called in the question after that. */
function ownerOf(walk: Walk, ways: readonly Way[], way: Way) {
  const ref = walk.references.at(-1);
  const { opaque, self } = ref?.kind === 'column' ? ref : {};
  const again: readonly Part[] = [anaphor(way.noun)];
  if (!opaque && !self) return { ...namesAlong(walk, ways), said: again };
  const earlier = namesAlong(walk, ways.slice(0, -1));
  // An id is not asked for: what it stands for goes by the words that lead to it.
  if (opaque) return { ...earlier, said: way.subject };
  const lead = leadOf(walk);
  if (typeof lead === 'string') return { ...earlier, said: way.subject };
  return { clauses: [lead.clause], fields: [lead.field], said: again };
}

/** What the last reference stands for, as if it had been looked up: a thing that owns the list. */
const placeOfOwner = (
  listing: Listing,
  before: Place | undefined,
  ref: Walk['references'][number],
) => {
  const role = isPerson(listing.filter) ? 'person' : listing.filter;
  const noun = ref.kind === 'column' ? ref.noun : role;
  return before && { ...before, call: listing.call, record: {}, label: undefined, noun };
};

/**
 * What is to be said of where a list comes from: nothing that was said just so of a record before it.
 * Of a record that was one of few (the commits for a file) the same words would mean those few.
 */
function untold({ arguments: args, parameter }: Listing, places: readonly Place[]): JsonObject {
  const { [parameter]: value = null, ...companions } = args;
  const before = places.map((place) => canonicalJson(besideName(place, nameOf(place))));
  return before.includes(canonicalJson(companions)) ? { [parameter]: value } : args;
}

/** A list that belongs to something found on the way. */
function reached(this: Frame, { walk, random }: FrameInput): Proposal[] | string {
  const { listing, references, places } = walk;
  const ref = references.at(-1);
  const owner = listing && ref && placeOfOwner(listing, places.at(-1), ref);
  const ways = owner && waysAlong({ ...walk, places: [...places, owner] });
  const way = ways?.at(-1);
  if (!listing || !ref || !ways || !way) return 'the way to the list cannot be said in words';
  if (!references.slice(0, -1).every((one, at) => leadsByName(one, places[at + 1])))
    return 'a record on the way does not go by the value that leads to it';
  const { clauses, fields, said } = ownerOf(walk, ways, way);
  const flowed = { parameter: listing.parameter, noun: listing.filter, said };
  const where = whereaboutsOf(untold(listing, places), listing.found, flowed);
  if (where === undefined) return 'the list cannot be said in words';
  const own = ask({ places, random }, listing, where);
  const prompt = question([...clauses, ...own.clauses]);
  return [{ frame: this.name, prompt, fields: [...fields, ...own.fields], flows: flowsOf(walk) }];
}

/** "How many commits by Marta Kowalska are there in PATH, and what is the subject of the most recent one?" */
export const belonging: Frame = {
  name: 'how many N belong to X, and which stands out',
  propose(input) {
    return input.walk.listing === undefined ? given.call(this, input) : reached.call(this, input);
  },
};
