import type { ModelTool } from '@firefly/llm/model';

const text = { type: 'string' } as const;

/** The one tool of a writer. It has no place for an answer: labels are evaluated, never written (rule 2.2). */
export const PROPOSE: ModelTool = {
  name: 'propose_tasks',
  description: 'Hands in the tasks.',
  input_schema: {
    type: 'object',
    required: ['tasks'],
    additionalProperties: false,
    properties: {
      tasks: {
        type: 'array',
        items: {
          type: 'object',
          required: ['prompt', 'fields', 'flows', 'bindings', 'answer_template'],
          additionalProperties: false,
          properties: {
            prompt: text,
            fields: {
              type: 'array',
              items: {
                type: 'object',
                required: ['name', 'kind', 'expression'],
                additionalProperties: false,
                properties: {
                  name: text,
                  kind: { enum: ['scalar', 'list'] },
                  expression: text,
                  compare: { enum: ['text', 'date', 'list'] },
                  choice: { type: 'boolean' },
                },
              },
            },
            flows: {
              type: 'array',
              items: {
                type: 'object',
                required: ['to', 'argument', 'expression'],
                additionalProperties: false,
                properties: {
                  to: { type: 'string', description: 'the call, as "c3"' },
                  argument: { type: 'string', description: 'as in the listing, "/from/latitude"' },
                  expression: text,
                },
              },
            },
            bindings: {
              type: 'array',
              description: 'only for values that do not stand in the prompt as they are',
              items: {
                type: 'object',
                required: ['words', 'value'],
                additionalProperties: false,
                properties: {
                  words: { type: 'string', description: 'as they stand in the prompt' },
                  value: { type: ['string', 'number', 'boolean'] },
                },
              },
            },
            answer_template: text,
          },
        },
      },
    },
  },
};
