import { toolId } from '@firefly/domain/catalog/tool';
import type { JudgedPair } from '@firefly/domain/tool-graph/judged';
import type { OutputField } from '@firefly/domain/tool-graph/output-fields';
import { oneLine } from '@firefly/domain/words/one-line';
import type { ModelTool } from '@firefly/llm/model';
import { z } from 'zod';
import { type Reading, readBy } from '../reading.ts';
import { fits, type Target } from './targets.ts';

const confidences = ['high', 'medium', 'low', 'unlikely'] as const;
const MAX_EDGES = 30;
const WHY = 120;

/** The tool whose input lists edges, by numbers: names would be most of the reply. */
export const edgesTool: ModelTool = {
  name: 'list_edges',
  description: 'The edges from the source, surest first.',
  input_schema: {
    type: 'object',
    properties: {
      edges: {
        type: 'array',
        maxItems: MAX_EDGES,
        items: {
          type: 'object',
          properties: {
            field: { type: 'integer', minimum: 1 },
            parameter: { type: 'integer', minimum: 1 },
            why: { type: 'string' },
            confidence: { type: 'string', enum: [...confidences] },
          },
          required: ['field', 'parameter', 'why', 'confidence'],
          additionalProperties: false,
        },
      },
    },
    required: ['edges'],
    additionalProperties: false,
  },
};

const numbered = (most: number, what: string) =>
  z.int().min(1).max(most, `there are only ${most} ${what}`);

/** What the numbers of a reply stand for. */
export interface Numbered {
  readonly source: string;
  readonly fields: readonly OutputField[];
  readonly targets: readonly Target[];
}

/**
 * Reads the input of `list_edges`. A number that stands for nothing, a pair twice and more than thirty pairs
 * are faults; a pair whose types do not fit is left out.
 */
export function readEdges(
  { source, fields, targets }: Numbered,
  input: unknown,
): Reading<readonly JudgedPair[]> {
  const edge = z.strictObject({
    field: numbered(fields.length, 'fields'),
    parameter: numbered(targets.length, 'parameters'),
    why: z.string(),
    confidence: z.enum(confidences),
  });
  const reading = readBy(z.strictObject({ edges: z.array(edge).max(MAX_EDGES) }), input);
  if ('problem' in reading) return reading;
  const seen = new Set<string>();
  const pairs: JudgedPair[] = [];
  for (const { field, parameter, why, confidence } of reading.value.edges) {
    const [one, target] = [fields[field - 1], targets[parameter - 1]];
    if (one === undefined || target === undefined) continue;
    const key = `${field} ${parameter}`;
    if (seen.has(key)) return { problem: `field ${field} to parameter ${parameter} stands twice` };
    seen.add(key);
    if (!fits(one, target.parameter)) continue;
    const ends = { to: toolId(target.tool), toPath: target.parameter.pointer };
    pairs.push({ from: source, fromPath: one.path, ...ends, confidence, why: oneLine(why, WHY) });
  }
  return { value: pairs };
}
