import { isObject, type Json } from '../json.ts';
import { modelView } from './model-view.ts';

/** What a model reads of an error of the protocol. */
export const errorView = (message: string): string => `Error: ${message}`;

/** What a model reads of a reply to a call: the model view of a result, or the error's message. */
export function replyView(kind: 'result' | 'error', reply: Json): string {
  if (kind === 'result') return modelView(reply);
  const message = isObject(reply) ? reply.message : undefined;
  return errorView(typeof message === 'string' ? message : '');
}
