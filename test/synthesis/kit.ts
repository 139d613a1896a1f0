import type { TaskDraft } from '@firefly/domain/dataset/task';
import type { Evaluate } from '@firefly/domain/ports';
import { type AssembleInput, assemble, isMisfit } from '@firefly/domain/synthesis/assemble';
import { layOutProposal } from '@firefly/domain/synthesis/laid-out';
import type { Part, Proposal, ProposedField } from '@firefly/domain/synthesis/proposal';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import { aCall, aCatalog } from '@firefly/testing/builders/parts';
import { findPerson, person, readShops, shops } from '@firefly/testing/builders/task';
import { afterAll } from 'vitest';

/** A piece of a prompt that stands there as its value is written. */
export const bound = (value: string | number): Part => ({
  text: String(value),
  value,
  normalizer: 'identity',
});

/** A field that copies what the expression gives. */
export const aField = (name: string, expression: string): ProposedField => ({
  name,
  kind: 'scalar',
  expression,
  compare: { type: 'exact' },
  says: name,
});

export const path = '/workspace/shops.json';
export const readCall = aCall('c1', readShops, { path }, shops);
const personCall = aCall(
  'c2',
  findPerson,
  { name: 'Jonas Weber' },
  person('Jonas Weber', 2021, 'CH'),
);

const manager = '$$.c1[rent_eur=$max($$.c1.rent_eur)].manager';

/** The manager of the dearest shop, looked up: a proposal as a frame would make it. */
export const chain: Proposal = {
  frame: 'chain',
  prompt: [
    'Who manages the shop with the highest monthly rent in ',
    bound(path),
    ', and in which year did this manager join?',
  ],
  fields: [
    { ...aField('manager', manager), says: 'manager' },
    { ...aField('year', 'c2.joined'), says: 'year of joining' },
  ],
  flows: [
    { from: 'c1', expression: manager, fromPointer: '/2/manager', to: 'c2', toPointer: '/name' },
  ],
};

/** What a test changes: proposals as frames make them. */
type Changes = Partial<Omit<AssembleInput, 'proposal'>> & { readonly proposal?: Proposal };

/** Assembles with the real evaluator, closed after the file's tests. */
export function assembling(): {
  readonly evaluate: Evaluate;
  make(changes?: Changes): ReturnType<typeof assemble>;
  /** The draft; throws with the reason when there is none. */
  draft(changes?: Changes): Promise<TaskDraft>;
} {
  const evaluate = makeEvaluator({ timeoutMs: 5_000, maxOldGenerationMb: 128 });
  afterAll(() => evaluate.close());
  const make = ({ proposal = chain, ...changes }: Changes = {}) =>
    assemble({
      proposal: layOutProposal(proposal),
      engine: 'rules',
      calls: [readCall, personCall],
      tools: aCatalog(readShops, findPerson),
      offered: [],
      seed: 7,
      evaluate,
      ...changes,
    });
  return {
    evaluate,
    make,
    async draft(changes) {
      const made = await make(changes);
      if (isMisfit(made)) throw new Error(made.reason);
      return made;
    },
  };
}
