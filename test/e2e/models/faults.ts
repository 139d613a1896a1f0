import type { JsonObject } from '@firefly/domain/json';
import type {
  Script,
  Scripted,
  ScriptedReply,
  ScriptedRequest,
} from '@firefly/llm/testing/scripted';
import { type Asked, askedBy, firstSaid } from './request.ts';

/** What comes in place of a reply. */
export type Mishap = (request: ScriptedRequest, reply: ScriptedReply) => Scripted;

/**
 * A provider that has too much to do, breaks off, is cut off from us or does not answer: each passes. In this
 * order four in a row take six seconds at most.
 */
export const passing: Readonly<Record<string, Mishap>> = {
  'an error in the stream': () => ({ streamError: 'overloaded_error' }),
  'a cut stream': (_, reply) => ({ ...reply, breaks: 'cut' }),
  'too many requests': () => ({ status: 429, headers: { 'retry-after': '1' } }),
  overloaded: () => ({ status: 529, headers: { 'retry-after': '1' } }),
  'no answer at all': () => ({ hangs: true }),
  'a garbled event': (_, reply) => ({ ...reply, breaks: 'garbled' }),
  'an error of its own': () => ({ status: 500, headers: { 'retry-after': '1' } }),
  'the page of a proxy': () => ({
    ...{ status: 502, headers: { 'retry-after': '1' } },
    html: '<html><h1>Bad gateway</h1></html>',
  }),
};

const cutOff: Mishap = (_, { content }) => ({
  ...{ content: content.slice(0, 1), stop: 'max_tokens' },
});

const calledWith =
  (input: JsonObject | string): Mishap =>
  (_, { content }) => ({
    content: content.map((block) => (block.type === 'tool_use' ? { ...block, input } : block)),
  });

/** A model that has bad moments, two in a row: each is answered once more, and then as it should be. */
export const moments: Readonly<Record<string, Mishap>> = {
  'a reply that is cut off': cutOff,
  'arguments that are no JSON': calledWith('{"tasks": [{"prompt": "Wh'),
  'another that is cut off': cutOff,
  'arguments of another form': calledWith({ nothing: 'of the kind' }),
};

/** A model that will not. */
export const refusal: Mishap = () => ({
  ...{ content: [{ type: 'text', text: 'I would rather not.' }], stop: 'refusal' },
});

/** A provider that will not take a request. */
export const refusedRequest: Mishap = () => ({ status: 400, message: 'it is not to our liking' });

/** What each stage suffers once, and how it is dealt out. */
export interface Trouble {
  of(stage: Asked): Readonly<Record<string, Mishap>>;
  /** Of these so many one after the other, then there is an answer; one where it is left out. */
  inARow?(stage: Asked): number;
  /** Whom they are dealt out to: requests where it is left out. */
  readonly each?: 'request' | 'conversation';
}

/** A script to which things happen, and what happened to whom. */
export interface Troubled {
  readonly reply: Script;
  /** `stage: mishap`, in the order in which they happened. */
  readonly happened: string[];
}

/** Deals out trouble to those who ask for the first time. */
export function troubled(
  script: (request: ScriptedRequest) => Promise<ScriptedReply>,
  { of, inARow = () => 1, each = 'request' }: Trouble,
): Troubled {
  const left = new Map<Asked, [string, Mishap][]>();
  const dealt = new Map<string, [string, Mishap][]>();
  const happened: string[] = [];
  return {
    happened,
    async reply(request) {
      const reply = await script(request);
      const stage = askedBy(request);
      const all = left.get(stage) ?? Object.entries(of(stage));
      left.set(stage, all);
      const key = each === 'request' ? JSON.stringify(request) : `${stage} ${firstSaid(request)}`;
      const own = dealt.get(key) ?? all.splice(0, inARow(stage));
      dealt.set(key, own);
      const [name, mishap] = own.shift() ?? [];
      if (name === undefined || mishap === undefined) return reply;
      happened.push(`${stage}: ${name}`);
      return mishap(request, reply);
    },
  };
}
