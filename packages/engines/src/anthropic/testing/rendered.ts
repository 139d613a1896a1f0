import type { ModelRequest } from '@firefly/llm/model';

/** A whole request as text, as golden files hold it: nothing that a model reads is left out. */
export function rendered({ system, tools, choice, messages, maxTokens }: ModelRequest): string {
  const said = messages.flatMap(({ role, content }) =>
    content.map((block) =>
      block.type === 'text'
        ? `# ${role}\n${block.text}`
        : `# ${role}: ${block.type}\n${JSON.stringify(block, null, 2)}`,
    ),
  );
  const offered = tools.map(
    ({ name, description, input_schema }) =>
      `# tool ${name}\n${description}\n${JSON.stringify(input_schema)}`,
  );
  const bounds = `# choice ${JSON.stringify(choice)}, at most ${maxTokens} tokens`;
  return `${[`# system\n${system}`, ...offered, ...said, bounds].join('\n\n')}\n`;
}
