import { computes } from '@firefly/domain/catalog/computes';
import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import type { JudgedPair } from '@firefly/domain/tool-graph/judged';
import { outputFields } from '@firefly/domain/tool-graph/output-fields';
import type { ObservedCall } from '@firefly/domain/tool-graph/record-groups';
import { cacheKeyOf } from '../cache-key.ts';
import { readPrompt } from '../prompt.ts';
import type { Question } from '../question.ts';
import { edgesTool, readEdges } from './edge-reply.ts';
import { shownPairs } from './shown.ts';
import { partsOf, type Target, targetsOf } from './targets.ts';

const prompt = readPrompt('edges');
const REPLY_TOKENS = 2000;

/** What is known when edges are judged. */
export interface EdgeMatter {
  /** The kept tools. */
  readonly tools: readonly Tool[];
  /** Their edges by meaning, as `linkTools` gives them. */
  readonly edges: readonly Edge[];
  readonly calls: readonly ObservedCall[];
}

/** One source and some of the parameters that its fields might feed. */
export interface EdgeQuestion extends Question<readonly JudgedPair[]> {
  /** Where another run may have asked the same. */
  readonly cacheKey: string;
  /** The id of the source. */
  readonly source: string;
}

/** What a parameter is asked by: its tool stands once among the tools of the key. */
const aboutTarget = ({ tool, parameter }: Target): string[] => [toolId(tool), parameter.pointer];

/**
 * What a model is asked about edges: one question for each source and at most sixty parameters. None for a
 * tool of whose output nothing is known yet, nor for one that only computes: what it gives is seldom more
 * than an end.
 */
export function edgeQuestions(
  { tools, edges, calls }: EdgeMatter,
  model: string,
): readonly EdgeQuestion[] {
  const knowing = tools.filter((tool) => !computes(tool));
  return knowing.flatMap((tool) => {
    const fields = outputFields(tool, calls);
    const source = toolId(tool);
    return partsOf(targetsOf(source, fields, tools, edges)).map((targets): EdgeQuestion => {
      const text = shownPairs(tool, fields, targets, edges);
      const about = [fields.map(({ path, type }) => [path, type]), targets.map(aboutTarget)];
      const others = new Set(targets.map((target) => target.tool));
      return {
        stamp: prompt.stamp,
        source,
        cacheKey: cacheKeyOf({ stamp: prompt.stamp, model, tools: [tool, ...others], about }),
        request: {
          system: prompt.text,
          tools: [edgesTool],
          choice: { tool: edgesTool.name },
          messages: [{ role: 'user', content: [{ type: 'text', text }] }],
          maxTokens: REPLY_TOKENS,
        },
        read: (input) => readEdges({ source, fields, targets }, input),
      };
    });
  });
}
