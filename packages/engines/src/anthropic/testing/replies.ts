import type { ModelBlock, ModelReply } from '@firefly/contracts/model';
import type { Json } from '@firefly/domain/json';

const usage = { input: 100, cached: 0, written: 0, output: 20 };

/** A reply with these blocks. */
export const aReply = (
  content: readonly ModelBlock[],
  stop: ModelReply['stop'] = 'tools',
): ModelReply => ({ model: 'scripted', stop, content: [...content], usage });

/** A reply that calls one tool. */
export const calling = (name: string, input: unknown, id = 'call-1'): ModelReply =>
  aReply([{ type: 'tool_use', id, name, input: input as Json }]);

/** A reply in words. */
export const saying = (text: string, stop: ModelReply['stop'] = 'end'): ModelReply =>
  aReply([{ type: 'text', text }], stop);
