import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import type { OutputField } from '@firefly/domain/tool-graph/output-fields';
import { oneLine } from '@firefly/domain/words/one-line';
import { fenced } from '../fence.ts';
import { shownTool } from '../shown-tool.ts';
import type { Target } from './targets.ts';

const PLACE = 80;
const SAMPLE = 40;
const TEXT = 120;
const ABOUT = 60;

const shownField = ({ path, type, samples }: OutputField, at: number): string => {
  const seen = samples
    .map((value) => JSON.stringify(value))
    .map((text) => oneLine(text, type === 'text' ? TEXT : SAMPLE));
  return [at + 1, path === '' ? '(the whole answer)' : oneLine(path, PLACE), type, seen.join(', ')]
    .join(' ')
    .trimEnd();
};

/** The parameters with their numbers, below the tools that they belong to. */
function shownTargets(targets: readonly Target[]): string {
  const lines = targets.flatMap(({ tool, parameter }, at) => {
    const { pointer, type, description } = parameter;
    const about = oneLine(description, ABOUT);
    const line = `${at + 1} ${oneLine(pointer, PLACE)} ${type}${about === '' ? '' : `: ${about}`}`;
    return targets[at - 1]?.tool === tool ? [line] : [shownTool(tool), line];
  });
  return lines.join('\n');
}

/** What doubt could weaken: pairs that only a schema holds for likely, by their numbers. */
function guessed(
  source: Tool,
  fields: readonly OutputField[],
  targets: readonly Target[],
  edges: readonly Edge[],
): string {
  const own = edges.filter(
    ({ from, confidence, evidence }) =>
      from === toolId(source) && confidence === 'medium' && evidence.join() === 'schema',
  );
  const pairs = own.flatMap(({ fromPath, to, toPath }) => {
    const field = fields.findIndex(({ path }) => path === fromPath);
    const parameter = targets.findIndex(
      (one) => toolId(one.tool) === to && one.parameter.pointer === toPath,
    );
    if (field < 0 || parameter < 0) return [];
    return [`${field + 1} to ${parameter + 1}`];
  });
  return [...new Set(pairs)].join(', ');
}

/** The message of one request: a source, and some of the targets. */
export function shownPairs(
  source: Tool,
  fields: readonly OutputField[],
  targets: readonly Target[],
  edges: readonly Edge[],
): string {
  const guesses = guessed(source, fields, targets, edges);
  return [
    fenced('source', [shownTool(source), ...fields.map(shownField)].join('\n')),
    fenced('targets', shownTargets(targets)),
    ...(guesses === '' ? [] : [`Guessed (field to parameter): ${guesses}`]),
  ].join('\n');
}
