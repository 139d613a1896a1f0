import type { ScriptedReply, ScriptedRequest } from '@firefly/llm/testing/scripted';
import { calling } from './replying.ts';
import { firstSaid } from './request.ts';
import { whim } from './stories.ts';

const criteria = ['clarity', 'realism', 'self_containedness', 'need_for_tools', 'fit_of_answer'];

/** Criteria that it is not wholly content with, at most. */
const WEAK = 3;

/** What it thinks of a task: much, but for a side or three. */
export function judge(request: ScriptedRequest): ScriptedReply {
  const [, task = ''] = /name="request">\n([\s\S]*?)\n<\/data-\d+>/.exec(firstSaid(request)) ?? [];
  const mood = `${request.model} ${task}`;
  const weak = Array.from({ length: WEAK }, (_, at) => whim(`${mood} ${at}`) % criteria.length);
  const scores = criteria.map((criterion, at) => ({
    criterion,
    reason: 'As far as I can tell.',
    score: weak.includes(at) ? 4 : 5,
  }));
  return calling('I have read it.', [{ tool: 'give_opinion', arguments: { scores } }]);
}

/** Keeps every tool but one that nobody would ask for. */
export function qualify(request: ScriptedRequest): ScriptedReply {
  const listed = [...firstSaid(request).matchAll(/^(\d+) (\S+): /gm)];
  const tools = listed.map(([, number, name]) =>
    name?.endsWith('list_allowed_directories') === true
      ? { tool: Number(number), reason: 'it tells of the server alone', verdict: 'drop' }
      : { tool: Number(number), verdict: 'keep' },
  );
  return calling('Sorted.', [{ tool: 'sort_tools', arguments: { tools } }]);
}

/** The last word of a place. */
const word = (place: string): string => /([a-z]+)\W*$/i.exec(place)?.[1]?.toLowerCase() ?? '';

/** Fields may feed parameters that are called the same. */
export function link(request: ScriptedRequest): ScriptedReply {
  const lines = [...firstSaid(request).matchAll(/^(\d+) (\/\S*) (\S+)/gm)];
  const second = lines.findIndex(([, number], at) => at > 0 && number === '1');
  const [fields, parameters] = [lines.slice(0, second), lines.slice(second)];
  const edges = fields.flatMap(([, field, path = '']) =>
    parameters
      .filter(([, , pointer = '']) => word(pointer) === word(path))
      .map(([, parameter]) => ({
        ...{ field: Number(field), parameter: Number(parameter) },
        ...{ why: 'both are called the same', confidence: 'medium' },
      })),
  );
  return calling('Looked through.', [
    { tool: 'list_edges', arguments: { edges: second < 0 ? [] : edges.slice(0, 30) } },
  ]);
}
