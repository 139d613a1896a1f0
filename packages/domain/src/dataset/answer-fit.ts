import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JsonObject } from '../json.ts';

/** Says why an answer does not fit its schema; null where it fits. */
export type AnswerFit = (answer: JsonObject, schema: JsonObject) => string | null;

const message = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);

/**
 * An answer check on JSON Schema 2020-12 in strict mode: unknown keywords are errors. Schemas come
 * out of files, so what an answer schema never needs is refused: patterns (a regular expression can
 * run for ever) and references with their anchors (they could reach the validator's own schemas).
 */
export function makeAnswerFit(): AnswerFit {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    addUsedSchema: false,
    ownProperties: true,
  });
  return (answer, schema) => {
    const refused = JSON.stringify(schema).match(
      /"(\$(?!schema")\w+|patternProperties)":|"(pattern)":"/,
    );
    if (refused) return `the schema uses ${refused[1] ?? refused[2]}, which is not allowed here`;
    try {
      const validate = ajv.compile(schema);
      const fits = validate(answer);
      return fits ? null : ajv.errorsText(validate.errors, { dataVar: 'answer' });
    } catch (error) {
      return `the schema does not compile: ${message(error)}`;
    } finally {
      // Compiled schemas are kept by the object they came from: one for each task would pile up.
      ajv.removeSchema(schema);
    }
  };
}
