import type { ScriptedRequest } from './scripted.ts';

type Messages = ScriptedRequest['messages'];

/** What the API would say against the order of messages; undefined where it is in order. */
export function turnFault(messages: Messages): string | undefined {
  for (const [at, { role, content }] of messages.entries()) {
    if (role !== (at % 2 === 0 ? 'user' : 'assistant'))
      return 'messages: roles must alternate between "user" and "assistant"';
    const asked = at === 0 ? [] : idsOf(messages[at - 1], 'tool_use', 'id');
    const answered = idsOf({ role, content }, 'tool_result', 'tool_use_id');
    const unanswered = asked.filter((id) => !answered.includes(id));
    if (role === 'user' && unanswered.length > 0)
      return `messages.${at - 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${unanswered.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
    const stray = answered.find((id) => !asked.includes(id));
    if (stray !== undefined)
      return `messages.${at}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
    if (new Set(asked).size < asked.length)
      return `messages.${at - 1}: \`tool_use\` ids must be unique`;
    const firstOther = content.findIndex(({ type }) => type !== 'tool_result');
    if (firstOther >= 0 && content.slice(firstOther).some(({ type }) => type === 'tool_result'))
      return `messages.${at}: \`tool_result\` blocks must come first`;
  }
  return messages.at(-1)?.role === 'user'
    ? undefined
    : 'This model does not support assistant message prefill. The conversation must end with a user message.';
}

const idsOf = (message: Messages[number] | undefined, type: string, key: string): string[] =>
  (message?.content ?? [])
    .filter((block) => block.type === type)
    .map((block) => String(block[key]));
