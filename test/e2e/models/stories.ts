import { sha256 } from '@firefly/domain/identity';
import { depot } from './stories/depot.ts';
import { notes } from './stories/notes.ts';
import { papers } from './stories/papers.ts';
import { places } from './stories/places.ts';
import type { Story } from './stories/story.ts';

/** All that the scripted model can think of. */
export const stories: readonly Story[] = [...papers, ...notes, ...places, ...depot];

/** A number that a text stands for: the model is of one mind about the same words. */
export const whim = (text: string): number => Number.parseInt(sha256(text).slice(0, 8), 16);

/** In the order that these words suggest. */
export const inOrderOf = (text: string, all: readonly Story[]): Story[] =>
  all.toSorted((a, b) => whim(`${text} ${a.name}`) - whim(`${text} ${b.name}`));

/** How the story is asked where these words are read. */
export const promptOf = ({ prompts, name }: Story, text: string): string =>
  prompts[whim(`${text} ${name}`) % prompts.length] ?? '';
