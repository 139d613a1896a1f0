import { functionName } from '@firefly/domain/dataset/function-name';
import type { Json } from '@firefly/domain/json';
import type { z } from 'zod';
import type { Conversation, Wanted } from './conversations.ts';

/** How a column of a row stands in a parquet file; docs/exports.md says why. */
export type Column =
  /** A list of JSON values: each a text of logical type JSON, so that no two share a struct. */
  | 'json-list'
  /** A JSON value as plain text, for readers that parse it themselves. */
  | 'json-text'
  | 'boolean';

export type Columns = Readonly<Record<string, Column>>;

/** The columns of an export: right and wrong attempts are told apart where they can be. */
export const columnsOf = ({ columns, marks }: Target, rollouts: Wanted | undefined): Columns =>
  marks && rollouts === 'all' ? { ...columns, passed: 'boolean' } : columns;

/** What somebody loads: the rows it takes and how they are made. */
export interface Target {
  /** As a title calls it. */
  readonly title: string;
  /** How the arguments of a call are written: as JSON objects, or as texts of such. */
  readonly arguments: 'objects' | 'texts';
  readonly schema: z.ZodType;
  readonly columns: Columns;
  /** Whether a row may also say if its answer is right (`passed`): some refuse a column that they do not know. */
  readonly marks: boolean;
  row(conversation: Conversation): Readonly<Record<string, unknown>>;
}

/** The offered tools in the form that every chat API shares. */
export const functionTools = (tools: Conversation['tools']) =>
  tools.map(({ id, description, parameters }) => ({
    type: 'function' as const,
    function: { name: functionName(id), description, parameters },
  }));

/** The calls of a message, arguments written as the target wants them. */
export const functionCalls = <Arguments>(
  calls: readonly { readonly id: string; readonly tool: string; readonly arguments: Json }[],
  write: (args: Json) => Arguments,
) =>
  calls.map(({ id, tool, arguments: args }) => ({
    id,
    type: 'function' as const,
    function: { name: functionName(tool), arguments: write(args) },
  }));
