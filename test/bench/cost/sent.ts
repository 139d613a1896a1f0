import type { ScriptedReply, ScriptedRequest } from '@firefly/llm/testing/scripted';
import { type Asked, askedBy, firstSaid, toolNames } from '../../e2e/models/request.ts';
import { shownIn } from '../../e2e/models/writing.ts';
import { bodyTokens, readTokens, writtenTokens } from './read.ts';

/** Requests and their replies. Tokens by a public tokenizer, nothing left out as cached. */
export interface Tokens {
  requests: number;
  input: number;
  output: number;
  /** The input as JSON. */
  body: number;
}

/** A conversation: the requests that begin with the same words. */
export interface Conversation extends Tokens {
  /** `closed`: an attempt without tools. */
  readonly asked: Asked;
  /** Tools that it offers. */
  readonly tools: number;
  /** Calls that an exploration asked for, or that a writer was shown. */
  calls: number;
}

/** All tokens of some requests. */
export const allOf = ({ input, output }: Pick<Tokens, 'input' | 'output'>): number =>
  input + output;

const callsIn = ({ content }: ScriptedReply): number =>
  content.filter((block) => block.type === 'tool_use' && block.name !== 'finish').length;

/** Counts all that goes over the wire: whole requests, and every reply. */
export function makeCount() {
  const conversations = new Map<string, Conversation>();
  return {
    of: (asked: Asked): Conversation[] =>
      [...conversations.values()].filter((one) => one.asked === asked),
    add(request: ScriptedRequest, reply: ScriptedReply): void {
      const asked = askedBy(request);
      const opening = firstSaid(request);
      const key = JSON.stringify([asked, opening]);
      const one = conversations.get(key) ?? {
        ...{ asked, requests: 0, input: 0, output: 0, body: 0 },
        tools: toolNames(request).filter((name) => name !== 'finish').length,
        calls: asked === 'write' ? shownIn(opening).length : 0,
      };
      one.requests += 1;
      one.input += readTokens(request);
      one.output += writtenTokens(reply.content);
      one.body += bodyTokens(request);
      if (asked === 'explore') one.calls += callsIn(reply);
      conversations.set(key, one);
    },
  };
}

export type Count = ReturnType<typeof makeCount>;

/** Who asks, in the order of a run. */
const everybody = [
  ...['qualify', 'link', 'explore', 'write', 'judge', 'solve', 'closed'],
] as readonly Asked[];

/** The sums of all conversations, by who asked. */
export const sums = (count: Count): readonly (readonly [Asked, Tokens])[] =>
  everybody.map((asked) => [
    asked,
    count.of(asked).reduce(
      (sum, { requests, input, output, body }) => ({
        requests: sum.requests + requests,
        ...{ input: sum.input + input, output: sum.output + output, body: sum.body + body },
      }),
      { requests: 0, input: 0, output: 0, body: 0 },
    ),
  ]);
