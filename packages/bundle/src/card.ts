import type { Task } from '@firefly/domain/dataset/task';
import type { TableName } from './tables.ts';

/** What the dataset card states. */
export interface CardFacts {
  readonly title: string;
  readonly license: 'other' | 'apache-2.0';
  readonly version: string;
  readonly run_id: string;
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

const sizeCategory = (tasks: number): string =>
  tasks < 1_000 ? 'n<1K' : tasks < 10_000 ? '1K<n<10K' : tasks < 100_000 ? '10K<n<100K' : 'n>100K';

const config = (name: string, isDefault: boolean): string =>
  `  - config_name: ${name}\n${isDefault ? '    default: true\n' : ''}    data_files:\n      - split: every\n        path: ${name}.jsonl`;

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

/**
 * The dataset card. Both splits stand in one file, told apart by the column `split`, so the loader
 * configuration names one split that holds every row instead of claiming two that it cannot cut.
 */
export function renderCard(facts: CardFacts): string {
  const { counts, splits } = facts;
  const tables: TableName[] = ['tasks', 'trajectories', 'tools', 'recordings'];
  return `---
license: ${facts.license}
language:
  - en
pretty_name: ${JSON.stringify(facts.title)}
size_categories:
  - ${sizeCategory(counts.tasks)}
task_categories:
  - question-answering
  - text-generation
tags:
  - tool-calling
  - function-calling
  - mcp
  - agents
  - synthetic
configs:
${tables.map((name, index) => config(name, index === 0)).join('\n')}
---

# ${facts.title.replaceAll('\n', ' ')}

Tasks for tool-calling models with answers that can be recomputed. Made by FireFly ${facts.version}, engine \`rules\`, run \`${facts.run_id}\`, seed ${facts.seed}.

| table | rows | holds |
| --- | --- | --- |
| \`tasks.jsonl\` | ${counts.tasks} | prompt, answer, calls with their recorded results, and where every value comes from |
| \`trajectories.jsonl\` | ${counts.trajectories} | messages; \`golden\` marks the needed calls replayed |
| \`tools.jsonl\` | ${counts.tools} | the tools that tasks offer, with their schemas |
| \`recordings.jsonl\` | ${counts.recordings} | requests to the real servers and their verbatim responses |

Splits: ${splits.train} tasks for training, ${splits.test} for test, told apart by the column \`split\` (no file holds one split alone). Different shapes of task (\`signature\`): ${facts.signatures}.

Some columns hold JSON whose shape differs from row to row (\`answer\`, \`arguments\`, \`result\`, \`observation\`, schemas). A loader that wants one type a column will not take them as they are: read the lines with a JSON parser.

${facts.example ? example(facts.example) : ''}
## How the labels were made

The tools of real MCP servers were called first and every response was recorded. Each task was then written backward from the recordings: each field of an answer is a JSONata expression evaluated on the recorded observations, each argument comes from an earlier observation (a flow) or from words of the prompt (a binding). No label was written by a person or a model. Prompts were written by rules.

## Limits

- No model was run on these tasks: their pass rate is not measured, and \`difficulty\` is judged by structure alone.
- Answers hold for the recorded responses. The servers may answer differently today.
- Recorded responses are the servers' data; their licences apply to them.
`;
}
