import type { Json } from '@firefly/domain/json';
import { replyView } from '@firefly/domain/observing/reply-view';
import type { Worded } from './fault-words.ts';

/** What a model sees of an answer: its model view, the same as in `trajectories.jsonl`. */
export const answerView = ({ kind, response }: Worded): string =>
  replyView(kind, JSON.parse(response) as Json);
