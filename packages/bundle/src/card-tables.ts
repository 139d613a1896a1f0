import type { GoldenRow, RolloutRow } from '@firefly/contracts/bundle';
import type { CardConfig, Feature } from './front-matter.ts';
import { type BundleRows, type TableName, tables } from './tables.ts';

type Columns<Row> = Readonly<Record<keyof Row, Feature>>;

/** The type of every column of a bundle's tables, as the card declares them. */
const columns: { readonly [K in TableName]: Columns<BundleRows[K]> } = {
  tasks: {
    format: 'string',
    id: 'string',
    run_id: 'string',
    split: 'string',
    prompt: 'string',
    answer: 'json',
    answer_schema: 'json',
    answer_template: 'string',
    fields: 'list:json',
    calls: 'list:json',
    flows: 'list:json',
    bindings: 'list:json',
    needed_tools: 'list:string',
    offered_tools: 'list:string',
    servers: 'list:string',
    signature: 'string',
    difficulty: 'json',
    engine: 'string',
    seed: 'int64',
    verdict: 'json',
    solve: 'json',
  },
  trajectories: {
    format: 'string',
    task_id: 'string',
    split: 'string',
    golden: 'bool',
    messages: 'list:json',
    tools: 'list:string',
  },
  tools: {
    format: 'string',
    server: 'string',
    name: 'string',
    title: 'string',
    description: 'string',
    inputSchema: 'json',
    outputSchema: 'json',
    annotations: 'json',
    fingerprint: 'string',
    read_only: 'bool',
  },
  recordings: {
    format: 'string',
    id: 'string',
    splits: 'list:string',
    server: 'string',
    tool: 'string',
    fingerprint: 'string',
    arguments: 'json',
    state_key: 'string',
    kind: 'string',
    response: 'string',
    sha256: 'string',
    duration_ms: 'float64',
    failure: 'string',
  },
};

/** What rollouts have beyond golden trajectories. */
const rolloutColumns: Columns<Omit<RolloutRow, keyof GoldenRow>> = {
  model: 'string',
  prompt: 'json',
  attempt: 'int64',
  answers: 'list:json',
  reward: 'json',
};

/** More trajectories than tasks: each task has one that is golden. */
const hasRollouts = ({ tasks, trajectories }: Readonly<Record<TableName, number>>): boolean =>
  trajectories > tasks;

/**
 * What a card lets load: the tables that have rows, since loaders take one without for a mistake. Both
 * splits stand in one file, told apart by the column `split`: one split of the loader holds every row.
 */
export const cardConfigs = (counts: Readonly<Record<TableName, number>>): CardConfig[] =>
  (Object.keys(columns) as TableName[])
    .filter((name) => counts[name] > 0)
    .map((name) => ({
      name,
      features:
        name === 'trajectories' && hasRollouts(counts)
          ? { ...columns[name], ...rolloutColumns }
          : columns[name],
      files: [{ split: 'every', path: tables[name].file }],
    }));
