import type { ToolOpinion } from '@firefly/domain/catalog/doubted';
import { oneLine } from '@firefly/domain/words/one-line';
import type { ModelTool } from '@firefly/llm/model';
import { z } from 'zod';
import { type Reading, readBy } from '../reading.ts';

/** The tool whose input sorts the tools that were shown, by their numbers. */
export const sortTool: ModelTool = {
  name: 'sort_tools',
  description: 'A verdict for every tool.',
  input_schema: {
    type: 'object',
    properties: {
      tools: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            tool: { type: 'integer', minimum: 1 },
            reason: { type: 'string', description: 'Only for drop.' },
            verdict: { type: 'string', enum: ['keep', 'drop'] },
          },
          required: ['tool', 'verdict'],
          additionalProperties: false,
        },
      },
    },
    required: ['tools'],
    additionalProperties: false,
  },
};

const REASON = 120;

/** Who says it: the same for all tools of a reply. */
export type Source = Pick<ToolOpinion, 'model' | 'prompt'>;

/**
 * Reads the input of `sort_tools` about the tools with these ids. A tool that is left out gets no opinion; a
 * number that stands for nothing, a tool twice and a drop without a reason are faults.
 */
export function readVerdicts(
  ids: readonly string[],
  source: Source,
  input: unknown,
): Reading<readonly ToolOpinion[]> {
  const entry = z.strictObject({
    tool: z.int().min(1).max(ids.length, `there are only ${ids.length} tools`),
    reason: z.string().default(''),
    verdict: z.enum(['keep', 'drop']),
  });
  const reading = readBy(z.strictObject({ tools: z.array(entry).max(2 * ids.length) }), input);
  if ('problem' in reading) return reading;
  const opinions: ToolOpinion[] = [];
  for (const { tool: number, reason, verdict } of reading.value.tools) {
    const tool = ids[number - 1];
    if (tool === undefined) continue;
    const said = oneLine(reason, REASON);
    if (opinions.some((one) => one.tool === tool))
      return { problem: `tool ${number} stands twice` };
    if (verdict === 'drop' && said === '')
      return { problem: `tool ${number} is dropped without a reason` };
    opinions.push({ tool, verdict, reason: said, ...source });
  }
  return { value: opinions };
}
