/**
 * The YAML at the head of a dataset card: what Hugging Face `datasets` needs to load a folder. It declares
 * the type of every column, since guessing goes wrong on open-ended JSON: where the rows first looked at
 * are alike, texts become times, and a key that a row lacks comes back as null. A column of type `json`
 * (datasets 4.7 and newer) keeps each value as it is.
 */

/** Types of columns: scalars, `json` for an object, lists of either. */
export type Feature =
  | 'string'
  | 'int64'
  | 'float64'
  | 'bool'
  | 'json'
  | 'list:string'
  | 'list:json';

/** A table that can be loaded by name. */
export interface CardConfig {
  readonly name: string;
  readonly features: Readonly<Record<string, Feature>>;
  readonly files: readonly { readonly split: string; readonly path: string }[];
}

export interface FrontMatter {
  readonly title: string;
  readonly license: 'other' | 'apache-2.0';
  readonly taskCategories: readonly string[];
  /** Number of rows that the size category speaks of. */
  readonly size: number;
  /** The first is loaded where no name is given. */
  readonly configs: readonly CardConfig[];
}

const sizeCategory = (rows: number): string =>
  rows < 1_000 ? 'n<1K' : rows < 10_000 ? '1K<n<10K' : rows < 100_000 ? '10K<n<100K' : 'n>100K';

const list = (values: readonly string[]): string =>
  values.map((value) => `\n  - ${value}`).join('');

const feature = ([name, type]: readonly [string, Feature]): string => {
  const [list, item] = type.split(':');
  return `\n      - name: ${name}\n        ${item === undefined ? 'dtype' : list}: ${item ?? type}`;
};

const types = ({ name, features }: CardConfig): string =>
  `\n  - config_name: ${name}\n    features:${Object.entries(features).map(feature).join('')}`;

const place = ({ name, files }: CardConfig, index: number): string => {
  const first = index === 0 ? '\n    default: true' : '';
  const paths = files.map(({ split, path }) => `\n      - split: ${split}\n        path: ${path}`);
  return `\n  - config_name: ${name}${first}\n    data_files:${paths.join('')}`;
};

/** The block between the lines of dashes, and those lines. */
export const frontMatter = (matter: FrontMatter): string =>
  `---
license: ${matter.license}
language:
  - en
pretty_name: ${JSON.stringify(matter.title)}
size_categories:
  - ${sizeCategory(matter.size)}
task_categories:${list(matter.taskCategories)}
tags:${list(['tool-calling', 'function-calling', 'mcp', 'agents', 'synthetic'])}
dataset_info:${matter.configs.map(types).join('')}
configs:${matter.configs.map(place).join('')}
---
`;
