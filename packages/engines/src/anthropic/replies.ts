import type { ModelBlock, ModelReply } from '@firefly/contracts/model';

export type ToolUse = Extract<ModelBlock, { type: 'tool_use' }>;

/** The replies of a conversation as it is gone on from. */
export interface Heard {
  /** Whole replies, in order: those that became part of the conversation. */
  readonly said: readonly ModelReply[];
  /** The last reply was cut off: the same is asked again, with room for twice as much. */
  readonly again: boolean;
  /** Why there is nothing to go on with. */
  readonly broken: 'refusal' | 'cut' | null;
}

/** Sorts replies: one that was cut off is left out and asked for once more; a refusal ends it all. */
export function heard(replies: readonly ModelReply[]): Heard {
  const said: ModelReply[] = [];
  let again = false;
  for (const reply of replies) {
    if (reply.stop === 'refusal') return { said, again, broken: 'refusal' };
    if (reply.stop !== 'cut') said.push(reply);
    else if (again) return { said, again, broken: 'cut' };
    again = reply.stop === 'cut';
  }
  return { said, again, broken: null };
}

const isBlank = (block: ModelBlock): boolean => block.type === 'text' && block.text.trim() === '';

/** A reply as a message of the conversation: providers refuse one with nothing in it. */
export function assistantContent({ content }: ModelReply): ModelBlock[] {
  const kept = content.filter((block) => !isBlank(block) && block.type !== 'tool_result');
  const speaks = kept.some((block) => block.type !== 'opaque');
  return speaks ? kept : [...kept, { type: 'text', text: '(nothing)' }];
}

/** The calls that a reply asks for, in its order. */
export const toolUses = ({ content }: ModelReply): ToolUse[] =>
  content.filter((block) => block.type === 'tool_use');

/** All that a reply says in words. */
export const spoken = ({ content }: ModelReply): string =>
  content
    .flatMap((block) => (block.type === 'text' ? [block.text] : []))
    .join('\n')
    .trim();

/** The answer to a call. Providers refuse an empty one. */
export const resultOf = (use: ToolUse, text: string, is_error = false): ModelBlock => ({
  type: 'tool_result',
  tool_use_id: use.id,
  content: text.trim() === '' ? '(nothing)' : text,
  ...(is_error ? { is_error } : {}),
});
