import type { ModelMessage } from '../model.ts';

/**
 * The same conversation in turns, as many servers of models ask for: messages that say nothing are left out,
 * neighbours of one role become one message. Results of calls come before what else their message says.
 */
export function alternating(messages: readonly ModelMessage[]): ModelMessage[] {
  const turns: ModelMessage[] = [];
  for (const { role, content } of messages) {
    const said = content.filter((block) => block.type !== 'text' || block.text.trim() !== '');
    if (said.length === 0) continue;
    const last = turns.at(-1);
    if (last?.role === role)
      turns[turns.length - 1] = { role, content: [...last.content, ...said] };
    else turns.push({ role, content: said });
  }
  return turns.map(resultsFirst);
}

function resultsFirst(turn: ModelMessage): ModelMessage {
  if (turn.role !== 'user') return turn;
  const results = turn.content.filter((block) => block.type === 'tool_result');
  const others = turn.content.filter((block) => block.type !== 'tool_result');
  return { role: turn.role, content: [...results, ...others] };
}
