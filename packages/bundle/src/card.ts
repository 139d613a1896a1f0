import type { Manifest } from '@firefly/contracts/bundle';
import type { Task } from '@firefly/domain/dataset/task';
import { type ModelFacts, modelSections } from './card-models.ts';
import { cardConfigs } from './card-tables.ts';
import { frontMatter } from './front-matter.ts';
import type { TableName } from './tables.ts';

/** What the dataset card states. */
export interface CardFacts extends ModelFacts {
  readonly title: string;
  readonly license: 'other' | 'apache-2.0';
  readonly version: string;
  readonly run_id: string;
  readonly engine: Manifest['engine'];
  readonly seed: number;
  readonly counts: Readonly<Record<TableName, number>>;
  readonly splits: { readonly train: number; readonly test: number };
  readonly signatures: number;
  /** The first task of the bundle; none in an empty one. */
  readonly example: Task | undefined;
}

// A longer fence than any in the data: a value from a server must not end the block.
const fenced = (language: string, text: string): string => {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
};

function example(task: Task): string {
  const fields = task.fields.map(
    (field) =>
      `- ${field.name} = ${JSON.stringify(task.answer[field.name])}, from ${field.expression}`,
  );
  const calls = task.calls.map(
    (call) => `- ${call.id} = ${call.server}/${call.tool} ${JSON.stringify(call.arguments)}`,
  );
  return `## One task\n\n${fenced('text', [task.prompt, '', ...calls, '', ...fields].join('\n'))}\n`;
}

/** The dataset card: what loaders need in its head, what people need below. */
export function renderCard(facts: CardFacts): string {
  const { counts, splits } = facts;
  const written =
    facts.engine === 'rules'
      ? 'Prompts were written by rules.'
      : 'A model chose the calls and wrote prompts and expressions; it was never asked for a value of an answer.';
  const limit =
    facts.rollouts.length === 0
      ? '- No model was run on these tasks: their pass rate is not measured, and `difficulty` is judged by structure alone.'
      : '- Pass rates are those of one model with one prompt, and `difficulty` where its basis is `measured` follows from them.';
  const head = frontMatter({
    title: facts.title,
    license: facts.license,
    taskCategories: ['question-answering', 'text-generation'],
    size: counts.tasks,
    configs: cardConfigs(counts),
  });
  return `${head}
# ${facts.title.replaceAll('\n', ' ')}

Tasks for tool-calling models with answers that can be recomputed. Made by FireFly ${facts.version}, engine \`${facts.engine}\`, run \`${facts.run_id}\`, seed ${facts.seed}.

| table | rows | holds |
| --- | --- | --- |
| \`tasks.jsonl\` | ${counts.tasks} | prompt, answer, calls with their recorded results, and where every value comes from |
| \`trajectories.jsonl\` | ${counts.trajectories} | messages; \`golden\` marks the needed calls replayed${facts.rollouts.length > 0 ? ', the others are attempts of a model' : ''} |
| \`tools.jsonl\` | ${counts.tools} | the tools that tasks offer, with their schemas |
| \`recordings.jsonl\` | ${counts.recordings} | requests to the real servers and their verbatim responses |

Splits: ${splits.train} tasks for training, ${splits.test} for test, told apart by the column \`split\` (no file holds one split alone). Different shapes of task (\`signature\`): ${facts.signatures}.

With Hugging Face \`datasets\` 4.8 or newer, \`load_dataset(<this folder>)\` gives the tasks, a second argument names another table. Columns with JSON of differing shape (\`answer\`, \`arguments\`, \`calls\`, schemas) are declared as \`json\` and come as they are, with one limit of that library: it cuts numbers in them at ten decimals, and may change the last digit. The files hold every number in full; whoever recomputes labels reads the lines with a JSON parser.

${facts.example ? example(facts.example) : ''}
## How the labels were made

The tools of real MCP servers were called first and every response was recorded. Each task was then written backward from the recordings: each field of an answer is a JSONata expression evaluated on the recorded observations, each argument comes from an earlier observation (a flow) or from words of the prompt (a binding). No label was written by a person or a model. ${written}
${modelSections(facts)}
## Limits

${limit}
- Answers hold for the recorded responses. The servers may answer differently today.
- Recorded responses are the servers' data; their licences apply to them.
`;
}
