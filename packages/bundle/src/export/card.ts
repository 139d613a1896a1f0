import type { ExportManifest } from '@firefly/contracts/export';
import { type CardConfig, type Feature, frontMatter } from '../front-matter.ts';
import { type Column, columnsOf, type Target } from './target.ts';

type FileType = ExportManifest['file_type'];

/** What `datasets` finds in a column: a text column of a parquet file is not read as JSON. */
const featureOf = (column: Column, fileType: FileType): Feature => {
  if (column === 'boolean') return 'bool';
  return column === 'json-text' && fileType === 'parquet' ? 'string' : 'list:json';
};

/** What the rows are, by the rollouts that were wanted. */
const kinds = {
  none: 'Golden trajectories',
  passed: 'Golden trajectories and the rollouts with the right answer',
  all: 'Golden trajectories and all rollouts, right or wrong,',
} as const;

/** The dataset card of an export: `load_dataset(<the folder>)` gives its splits. */
export function renderExportCard(name: string, target: Target, manifest: ExportManifest): string {
  const { files, file_type, run_id } = manifest;
  const columns = Object.entries(columnsOf(target, manifest.rollouts));
  const features: CardConfig['features'] = Object.fromEntries(
    columns.map(([column, kind]) => [column, featureOf(kind, file_type)]),
  );
  const head = frontMatter({
    title: name,
    license: 'other',
    taskCategories: ['text-generation'],
    size: files.reduce((sum, { rows }) => sum + rows, 0),
    configs: [
      {
        name: 'default',
        features,
        files: files.map(({ name: path, split }) => ({ split, path })),
      },
    ],
  });
  const decimals =
    target.arguments === 'objects' && file_type === 'jsonl'
      ? ' Hugging Face `datasets` cuts their decimals behind the tenth where it reads JSONL; exported as parquet they come through whole.'
      : '';
  return `${head}
# ${name.replaceAll('\n', ' ')}

${kinds[manifest.rollouts ?? 'none']} of the FireFly run \`${run_id}\` as rows for ${target.title}: ${files.map(({ name: file, rows }) => `\`${file}\` ${rows}`).join(', ')}.

Columns: ${columns.map(([column]) => `\`${column}\``).join(', ')}. Each conversation ends with a call of \`submit_answer\`, whose arguments are the answer${manifest.rollouts ? ', or with the answer in words' : ''}. Arguments are JSON ${target.arguments}.${decimals}

The functions stand for tools of MCP servers; \`export.json\` says which for which.
`;
}
