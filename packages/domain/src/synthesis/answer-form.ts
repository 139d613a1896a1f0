import type { TaskField } from '../dataset/task.ts';
import type { Json, JsonObject } from '../json.ts';
import type { ProposedField } from './proposal.ts';

const typeOf = (value: Json): string =>
  typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'string';

const schemaOf = (value: Json): JsonObject =>
  Array.isArray(value)
    ? { type: 'array', items: { type: typeOf(value[0] ?? '') } }
    : { type: typeOf(value) };

/** The JSON Schema of an answer: exactly these fields, each of the type its label has. */
export const answerSchema = (fields: readonly TaskField[], answer: JsonObject): JsonObject => ({
  type: 'object',
  properties: Object.fromEntries(
    fields.map((field) => [field.name, schemaOf(answer[field.name] ?? null)]),
  ),
  required: fields.map((field) => field.name),
  additionalProperties: false,
});

/** The answer as a sentence with a place for each field. */
export function answerTemplate(fields: readonly ProposedField[]): string {
  const clauses = fields.map(
    ({ says, kind, name }) => `the ${says} ${kind === 'list' ? 'are' : 'is'} {${name}}`,
  );
  const sentence = clauses.join(', and ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** The names in a template's places, in their order. */
export const placeholdersOf = (template: string): string[] =>
  [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '');
