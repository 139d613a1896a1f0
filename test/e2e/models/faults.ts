import type {
  Script,
  Scripted,
  ScriptedReply,
  ScriptedRequest,
} from '@firefly/llm/testing/scripted';
import { type Asked, askedBy } from './request.ts';

/** What goes wrong with a request that comes for the first time; undefined leaves it alone. */
export type Mishap = (request: ScriptedRequest, reply: ScriptedReply) => Scripted;

/** A provider that has too much to do, breaks off or is cut off from us: each passes. */
export const passing: Readonly<Record<string, Mishap>> = {
  'too many requests': () => ({ status: 429, headers: { 'retry-after': '1' } }),
  overloaded: () => ({ status: 529 }),
  'an error of its own': () => ({ status: 500 }),
  'the page of a proxy': () => ({ status: 502, html: '<html><h1>Bad gateway</h1></html>' }),
  'a cut stream': (_, reply) => ({ ...reply, breaks: 'cut' }),
  'a garbled event': (_, reply) => ({ ...reply, breaks: 'garbled' }),
  'an error in the stream': () => ({ streamError: 'overloaded_error' }),
};

/** A model that has a bad moment: each is answered once more, and then as it should be. */
export const moments: Readonly<Record<string, Mishap>> = {
  'a reply that is cut off': (_, { content }) => ({
    ...{ content: content.slice(0, 1), stop: 'max_tokens' },
  }),
  'arguments that are no JSON': (_, { content }) => ({
    content: content.map((block) =>
      block.type === 'tool_use' ? { ...block, input: '{"tasks": [{"prompt": "Wh' } : block,
    ),
  }),
  'arguments of another form': (_, { content }) => ({
    content: content.map((block) =>
      block.type === 'tool_use' ? { ...block, input: { nothing: 'of the kind' } } : block,
    ),
  }),
};

/** A model that will not. */
export const refusal: Mishap = () => ({
  ...{ content: [{ type: 'text', text: 'I would rather not.' }], stop: 'refusal' },
});

/** A script to which things happen, and what happened to whom. */
export interface Troubled {
  readonly reply: Script;
  /** `stage: mishap`, in the order in which they happened. */
  readonly happened: string[];
}

/**
 * Each stage suffers each of these once, and then again from the beginning, at requests that come for the
 * first time; whoever asks again is answered. `every`: of so many new requests of a stage one is hit.
 */
export function troubled(
  script: (request: ScriptedRequest) => Promise<ScriptedReply>,
  mishaps: Readonly<Record<string, Mishap>>,
  every = 1,
): Troubled {
  const seen = new Set<string>();
  const news = new Map<Asked, number>();
  const happened: string[] = [];
  return {
    happened,
    async reply(request) {
      const reply = await script(request);
      const stage = askedBy(request);
      const { max_tokens: _, ...asked } = request;
      const key = JSON.stringify(asked);
      if (seen.has(key)) return reply;
      seen.add(key);
      const count = news.get(stage) ?? 0;
      news.set(stage, count + 1);
      if (count % every !== 0) return reply;
      const all = Object.entries(mishaps);
      const [name, mishap] = all[(count / every) % all.length] ?? [];
      if (name === undefined || mishap === undefined) return reply;
      happened.push(`${stage}: ${name}`);
      return mishap(request, reply);
    },
  };
}
