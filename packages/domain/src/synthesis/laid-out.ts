import { answerTemplate } from './answer-form.ts';
import { layOut, type PlacedPart } from './prompt.ts';
import type { Proposal, ProposedField, ProposedFlow } from './proposal.ts';

/** A field without the words of a frame: the template says what it is called. */
export type LaidOutField = Omit<ProposedField, 'says'>;

/** A proposal with a finished prompt and template: what a draft is assembled from. */
export interface LaidOutProposal {
  readonly frame: string;
  readonly prompt: string;
  readonly placed: readonly PlacedPart[];
  readonly fields: readonly LaidOutField[];
  readonly flows: readonly ProposedFlow[];
  readonly template: string;
}

/** Finishes what a frame proposes in pieces. */
export const layOutProposal = ({ frame, prompt, fields, flows }: Proposal): LaidOutProposal => ({
  frame,
  ...layOut(prompt),
  fields: fields.map(({ says: _, ...field }) => field),
  flows,
  template: answerTemplate(fields),
});
