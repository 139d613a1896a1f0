import type { ModelBlock, ModelReply } from '@firefly/contracts/model';
import type { Json } from '@firefly/domain/json';

let uses = 0;

/** A call that a model asks for. */
export const use = (name: string, input: Json): ModelBlock => {
  uses += 1;
  return { type: 'tool_use', id: `toolu_${uses}`, name, input };
};

export const text = (words: string): ModelBlock => ({ type: 'text', text: words });

/** A whole reply of a model: it ends as its blocks say, unless told otherwise. */
export const reply = (content: readonly ModelBlock[], stop?: ModelReply['stop']): ModelReply => ({
  model: 'scripted',
  stop: stop ?? (content.some(({ type }) => type === 'tool_use') ? 'tools' : 'end'),
  content: [...content],
  usage: { input: 1, cached: 0, written: 0, output: 1 },
});
