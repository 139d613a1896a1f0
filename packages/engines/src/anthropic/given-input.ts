import type { ModelReply } from '@firefly/contracts/model';
import { objectInText } from '@firefly/domain/reward/object-in-text';
import type { ModelRequest } from '@firefly/llm/model';
import type { Reading } from './reading.ts';

/** The name of the tool that a request forces. */
function toolOf({ choice }: ModelRequest): string {
  if (typeof choice === 'string') throw new Error('a question must force a tool');
  return choice.tool;
}

/** Some servers hand on the arguments as the text that the model wrote. */
function unpacked(input: unknown): unknown {
  if (typeof input !== 'string') return input;
  const { found } = objectInText(input);
  return found ?? input;
}

/**
 * The input of the forced tool in a reply. Models without calls write the same JSON as their text, also in a
 * code fence: that is taken too. Of two calls none is: which one is meant, nobody could say.
 */
export function givenInput(request: ModelRequest, reply: ModelReply): Reading<unknown> {
  const name = toolOf(request);
  const calls = reply.content.filter((block) => block.type === 'tool_use');
  const [call, ...others] = calls.filter((block) => block.name === name);
  if (others.length > 0) return { problem: `${name} must be called once, not several times` };
  if (call !== undefined) return { value: unpacked(call.input) };
  if (calls.length > 0) return { problem: `only ${name} can be called` };
  const text = reply.content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  const { found } = objectInText(text.join('\n'));
  return found === null ? { problem: `${name} was not called` } : { value: found };
}
