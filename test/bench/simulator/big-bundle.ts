import { goldenRow, toolRow } from '@firefly/bundle/rows';
import { recordingOf, sampleMeta } from '@firefly/bundle/testing/sample-bundle';
import { toTask } from '@firefly/bundle/testing/sample-tasks';
import { writeBundle } from '@firefly/bundle/writer';
import type { Tool } from '@firefly/domain/catalog/tool';
import type { Task, TaskCall } from '@firefly/domain/dataset/task';
import { fingerprint } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';

/** Tools of the large bundle; its recordings are spread over them evenly. */
export const TOOLS = 10;
const TASKS = 200;
/** Bytes of a response, about. */
const RESPONSE_BYTES = 2_000;

const tools: readonly Tool[] = Array.from({ length: TOOLS }, (_, at) => {
  const listed = {
    name: `find_papers_${at}`,
    description: 'Finds papers by the words of their titles.',
    inputSchema: {
      type: 'object',
      properties: { words: { type: 'string' }, year: { type: 'integer' } },
      required: ['words', 'year'],
    },
  };
  return {
    ...listed,
    server: at % 2 === 0 ? 'library' : 'archive',
    fingerprint: fingerprint(listed),
  };
});

const syllables = ['lan', 'ter', 'mo', 'ri', 'ska', 'bel', 'un', 'do', 'fi', 'gar'];
/** A word for a number: the same for the same. */
const word = (of: number): string =>
  [of, of / 10, of / 100, of / 1_000].map((part) => syllables[Math.floor(part) % 10]).join('');

/** The arguments of the recording at this place. */
export function argumentsAt(at: number): JsonObject {
  const of = Math.floor(at / TOOLS);
  return { words: `${word(of)} ${word(of * 7 + 3)} ${word(of % 97)}`, year: 1900 + (of % 120) };
}

export const toolAt = (at: number): Tool => tools[at % TOOLS] as Tool;

function callAt(at: number): TaskCall {
  const { server, name, fingerprint: print } = toolAt(at);
  const papers = Array.from({ length: 12 }, (_, n) => ({
    title: `${word(at + n)} ${word(at * 3 + n)} ${word(n)}`,
    pages: (at * 31 + n) % 400,
  }));
  const text = JSON.stringify({ at, papers, abstract: '' });
  const abstract = `${word(at)} `
    .repeat(RESPONSE_BYTES)
    .slice(0, RESPONSE_BYTES - text.length - 60);
  const observation = { at, papers, abstract };
  return {
    ...{ id: 'c1', server, tool: name, fingerprint: print, arguments: argumentsAt(at) },
    result: { content: [{ type: 'text', text: JSON.stringify(observation) }] },
    observation,
    ...{ state_key: null, duration_ms: 3 },
  };
}

function taskAt(at: number): Task {
  const call = callAt(at);
  return toTask({
    prompt: `What is the number of the paper on ${call.arguments.words}?`,
    answer: { at },
    answer_schema: { type: 'object', properties: { at: { type: 'integer' } }, required: ['at'] },
    answer_template: 'It is {at}.',
    fields: [
      {
        ...{ name: 'at', kind: 'scalar', expression: '$$.c1.at' },
        ...{ sources: [{ call: 'c1', pointer: '/at' }], compare: { type: 'exact' } },
      },
    ],
    ...{ calls: [call], flows: [], bindings: [] },
    needed_tools: [`${call.server}/${call.tool}`],
    offered_tools: tools.map(({ server, name }) => `${server}/${name}`),
    ...{ servers: [call.server], signature: '', engine: 'rules', seed: 7 },
    difficulty: { level: 'easy', basis: 'structural' },
  });
}

/** Writes a bundle of so many recordings of some 2 KB; the ids of its tasks. */
export async function writeBigBundle(dir: string, recordings: number): Promise<string[]> {
  const tasks = Array.from({ length: TASKS }, (_, at) => taskAt(at));
  const rows = function* () {
    for (let at = 0; at < recordings; at++) yield recordingOf(callAt(at), []);
  };
  await writeBundle(
    dir,
    {
      tools: tools.map((tool) => toolRow(tool, { readOnly: true })),
      ...{ tasks, recordings: rows(), trajectories: tasks.map(goldenRow) },
    },
    sampleMeta,
  );
  return tasks.map(({ id }) => id);
}
