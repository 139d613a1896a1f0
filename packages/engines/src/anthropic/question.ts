import type { ModelReply, PromptStamp } from '@firefly/contracts/model';
import { oneLine } from '@firefly/domain/words/one-line';
import type { ModelRequest } from '@firefly/llm/model';
import { givenInput } from './given-input.ts';
import type { Reading } from './reading.ts';
import { repaired } from './repaired.ts';

/** What a model is asked so that its answer is the input of one forced tool. */
export interface Question<T> {
  readonly stamp: PromptStamp;
  /** `choice` names the tool. */
  readonly request: ModelRequest;
  /** What the input says; untrusted, so it is parsed here and its bounds are held. */
  read(input: unknown): Reading<T>;
}

/** What comes next: one more request, the answer, or why there is none. */
export type Next<T> =
  | { readonly ask: ModelRequest }
  | { readonly answer: T }
  | { readonly failed: string };

/** What a request has become by the replies so far. */
interface Asking {
  readonly request: ModelRequest;
  readonly widened: boolean;
  readonly repaired: boolean;
}

const REFUSAL_CHARACTERS = 160;

function refusal(reply: ModelReply): string {
  const said = reply.content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  const text = oneLine(said.join(' '), REFUSAL_CHARACTERS);
  return text === '' ? 'the model refused' : `the model refused: ${text}`;
}

function after<T>(question: Question<T>, asking: Asking, reply: ModelReply): Asking | Next<T> {
  const { request } = asking;
  if (reply.stop === 'refusal') return { failed: refusal(reply) };
  if (reply.stop === 'cut') {
    if (asking.widened)
      return { failed: `the reply was cut off, also with ${request.maxTokens} tokens` };
    return {
      ...asking,
      request: { ...request, maxTokens: 2 * request.maxTokens },
      widened: true,
    };
  }
  const input = givenInput(request, reply);
  const reading = 'problem' in input ? input : question.read(input.value);
  if ('value' in reading) return { answer: reading.value };
  if (asking.repaired) return { failed: `the reply was malformed twice: ${reading.problem}` };
  return { ...asking, request: repaired(request, reply, reading.problem), repaired: true };
}

/**
 * Folds the replies so far: the first request, once more with twice the room if the reply was cut off, once
 * more with what was wrong if it was malformed. A refusal is a result. Replies behind the answer are not read.
 */
export function nextOf<T>(question: Question<T>, replies: readonly ModelReply[]): Next<T> {
  let asking: Asking = { request: question.request, widened: false, repaired: false };
  for (const reply of replies) {
    const step = after(question, asking, reply);
    if (!('request' in step)) return step;
    asking = step;
  }
  return { ask: asking.request };
}
