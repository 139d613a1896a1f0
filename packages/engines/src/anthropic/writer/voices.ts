import { randomOf } from '@firefly/domain/random';

/** How a task is to be asked. */
export interface Voice {
  readonly style: string;
  readonly persona: string;
}

const STYLES = [
  'terse: as few words as make a whole sentence',
  'plain: one clear sentence',
  'chatty: talks as to a colleague, in two or three sentences',
  'indirect: says what it is needed for, and lets the question follow from that',
  'roundabout: begins with a sentence about what they are at, which does not matter',
  'formal: as in a letter to an office',
  'brisk: an instruction, not a question',
] as const;

const PERSONAS = [
  'a planner of deliveries',
  'a teacher preparing a lesson',
  'an accountant closing a month',
  'a journalist checking facts',
  'a student with an assignment',
  'somebody planning a journey',
  'an engineer on call',
  'an owner of a small shop',
  'a researcher collecting figures',
  'an assistant to a busy manager',
  'a curious reader',
  'a new colleague finding their way',
] as const;

/** The seeded mix of voices for the tasks of one request: styles and personas differ while there are others. */
export function voicesOf(seed: number, count: number): Voice[] {
  const styles = randomOf(seed, 'styles').shuffle(STYLES);
  const personas = randomOf(seed, 'personas').shuffle(PERSONAS);
  return Array.from({ length: count }, (_, at) => ({
    style: styles[at % styles.length] ?? STYLES[1],
    persona: personas[at % personas.length] ?? PERSONAS[0],
  }));
}
