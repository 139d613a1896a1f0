/** What a judge scores a task on, in the order in which reports name them. */
export const criteria = [
  'clarity',
  'realism',
  'self_containedness',
  'need_for_tools',
  'fit_of_answer',
] as const;
export type Criterion = (typeof criteria)[number];

/** 1 is bad, 5 is good; the prompt says what 1, 3 and 5 mean for each criterion. */
export const scores = [1, 2, 3, 4, 5] as const;
export type Score = (typeof scores)[number];

/** Where an opinion comes from. */
interface Judged {
  /** The model that was asked, by the name that the run's configuration gives it. */
  readonly model: string;
  /** The prompt that it was asked with. */
  readonly prompt: { readonly name: string; readonly version: number; readonly hash: string };
}

/** What a model says about a task: never a label, always shown with its source. */
export interface GivenOpinion extends Judged {
  readonly scores: Readonly<Record<Criterion, Score>>;
  readonly reasons: Readonly<Record<Criterion, string>>;
}

/** A model was asked and gave no opinion: cut off, refused, malformed. It counts for nobody. */
export interface NoOpinion extends Judged {
  readonly failed: string;
}

export type Opinion = GivenOpinion | NoOpinion;

export const isGiven = (opinion: Opinion): opinion is GivenOpinion => 'scores' in opinion;
