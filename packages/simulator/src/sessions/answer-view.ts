import type { Json } from '@firefly/domain/json';
import { modelView } from '@firefly/domain/observing/model-view';
import type { Worded } from './fault-words.ts';

/** What a model sees of an error of the protocol. */
export const errorView = (message: string): string => `Error: ${message}`;

/** What a model sees of an answer: its model view, the same as in `trajectories.jsonl`. */
export function answerView({ kind, response }: Worded): string {
  const answer = JSON.parse(response) as Json;
  if (kind === 'result') return modelView(answer);
  const { message } = answer as { readonly message?: string };
  return errorView(message ?? '');
}
