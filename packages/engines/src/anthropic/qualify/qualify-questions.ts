import type { ToolOpinion } from '@firefly/domain/catalog/doubted';
import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import type { ObservedCall } from '@firefly/domain/tool-graph/record-groups';
import { cacheKeyOf } from '../cache-key.ts';
import { readPrompt } from '../prompt.ts';
import type { Question } from '../question.ts';
import { shownTools } from './shown.ts';
import { readVerdicts, sortTool } from './verdicts.ts';

const prompt = readPrompt('qualify');
const REPLY_TOKENS = 1500;
/** Tools asked about at once, at most. */
const MAX_TOOLS = 20;

/** Some tools, and what a model thinks of each. */
export interface QualifyQuestion extends Question<readonly ToolOpinion[]> {
  /** Where another run may have asked the same. */
  readonly cacheKey: string;
  /** The ids of the tools. */
  readonly tools: readonly string[];
}

/**
 * A server's tools in lists of at most twenty. Servers are not mixed: what one writes is not read where
 * another's tools are sorted, and a tool that changes has only its own server asked about anew.
 */
const batchesOf = (tools: readonly Tool[]): Tool[][] =>
  [...Map.groupBy(tools, ({ server }) => server).values()].flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / MAX_TOOLS) }, (_, at) =>
      own.slice(at * MAX_TOOLS, (at + 1) * MAX_TOOLS),
    ),
  );

/**
 * What a model is asked about tools that the rules keep (`isDoubtable` says which). `calls` show what they
 * give; there may be none yet.
 */
export const qualifyQuestions = (
  tools: readonly Tool[],
  calls: readonly ObservedCall[],
  model: string,
): readonly QualifyQuestion[] =>
  batchesOf(tools).map((batch): QualifyQuestion => {
    const ids = batch.map(toolId);
    const { name, version } = prompt.stamp;
    const text = shownTools(batch, calls);
    return {
      stamp: prompt.stamp,
      tools: ids,
      cacheKey: cacheKeyOf({ stamp: prompt.stamp, model, tools: batch, about: null }),
      request: {
        system: prompt.text,
        tools: [sortTool],
        choice: { tool: sortTool.name },
        messages: [{ role: 'user', content: [{ type: 'text', text }] }],
        maxTokens: REPLY_TOKENS,
      },
      read: (input) => readVerdicts(ids, { model, prompt: { name, version } }, input),
    };
  });
