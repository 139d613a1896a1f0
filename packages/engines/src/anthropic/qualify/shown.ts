import { parametersOf } from '@firefly/domain/catalog/parameters';
import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import { functionName } from '@firefly/domain/dataset/function-name';
import { outputFields } from '@firefly/domain/tool-graph/output-fields';
import type { ObservedCall } from '@firefly/domain/tool-graph/record-groups';
import { oneLine } from '@firefly/domain/words/one-line';
import { fenced } from '../fence.ts';

const ABOUT = 240;
const PARAMETERS = 160;
const GIVEN = 240;
const SAMPLE = 80;

/** What a tool gives: places of values, each with one where there is room. */
function gives(tool: Tool, calls: readonly ObservedCall[]): string {
  const fields = outputFields(tool, calls);
  const each = fields.map(({ path, samples }) =>
    [path, ...samples.slice(0, 1).map((value) => oneLine(JSON.stringify(value), SAMPLE))].join(' '),
  );
  return oneLine(each.join(', '), GIVEN);
}

function shown(tool: Tool, at: number, calls: readonly ObservedCall[]): string {
  const takes = parametersOf(tool).map(({ pointer, type }) => `${pointer} ${type}`);
  const given = gives(tool, calls);
  return [
    `${at + 1} ${functionName(toolId(tool))}: ${oneLine(tool.description, ABOUT)}`,
    ...(takes.length === 0 ? [] : [`  takes ${oneLine(takes.join(', '), PARAMETERS)}`]),
    ...(given === '' ? [] : [`  gives ${given}`]),
  ].join('\n');
}

/** The message of one request: the tools with their numbers. */
export const shownTools = (tools: readonly Tool[], calls: readonly ObservedCall[]): string =>
  fenced('tools', tools.map((tool, at) => shown(tool, at, calls)).join('\n'));
