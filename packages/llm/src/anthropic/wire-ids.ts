import type { ModelBlock } from '@firefly/contracts/model';
import type { ModelMessage } from '../model.ts';

/** What the Messages API takes as the id of a call. */
const ID = /^[a-zA-Z0-9_-]{1,64}$/;

/**
 * The same conversation with an id of its own for each call: some servers write ids that the API refuses, or
 * the same one twice. Results keep to the calls that they answer, of two with one id in the order of calling.
 */
export function withOwnIds(messages: readonly ModelMessage[]): ModelMessage[] {
  const taken = new Set<string>();
  let open: { readonly id: string; readonly own: string }[] = [];
  let made = 0;
  const ownOf = (id: string): string => {
    let own = id;
    while (!ID.test(own) || taken.has(own)) {
      made += 1;
      own = `call_${made}`;
    }
    taken.add(own);
    return own;
  };
  const answered = (id: string): string => {
    const at = open.findIndex((call) => call.id === id);
    const [call] = at < 0 ? [] : open.splice(at, 1);
    return call?.own ?? id;
  };
  const renamed = (block: ModelBlock): ModelBlock => {
    if (block.type === 'tool_use') {
      const own = ownOf(block.id);
      open.push({ id: block.id, own });
      return { ...block, id: own };
    }
    if (block.type === 'tool_result') return { ...block, tool_use_id: answered(block.tool_use_id) };
    return block;
  };
  return messages.map(({ role, content }) => {
    if (role === 'assistant') open = [];
    return { role, content: content.map(renamed) };
  });
}
