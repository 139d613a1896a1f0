import type { ModelBlock } from '@firefly/contracts/model';
import type { Patience } from '../anthropic/patience.ts';
import { makeAnthropic } from '../anthropic.ts';
import type { ModelMessage, ModelRequest } from '../model.ts';

/** What tests ask, and a key that must never be seen again. */
export const KEY = 'sk-ant-test-0123456789abcdef';
export const MODEL = 'claude-test-1';

export const user = (...content: (ModelBlock | string)[]): ModelMessage => said('user', content);
export const assistant = (...content: (ModelBlock | string)[]): ModelMessage =>
  said('assistant', content);
const said = (role: ModelMessage['role'], content: (ModelBlock | string)[]): ModelMessage => ({
  role,
  content: content.map((block) =>
    typeof block === 'string' ? { type: 'text', text: block } : block,
  ),
});

export const lookUp = {
  name: 'geo__search_cities',
  description: 'Finds cities by name.',
  input_schema: { type: 'object', properties: { query: { type: 'string' } } },
};

export const request = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  system: 'Find what is asked for.',
  tools: [lookUp],
  choice: 'auto',
  messages: [user('Where is Lausanne?')],
  goesOn: true,
  maxTokens: 1_000,
  ...more,
});

/** Waits of a few milliseconds. */
export const quick: Patience = { tries: 3, firstWaitMs: 1, longestWaitMs: 200, allMs: 60_000 };

export const modelAt = (baseUrl: string, more: Partial<Parameters<typeof makeAnthropic>[0]> = {}) =>
  makeAnthropic({ apiKey: KEY, baseUrl, patience: quick, ...more });

export const unsignalled = new AbortController().signal;
