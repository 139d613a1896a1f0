import { FUNCTION_NAME } from '@firefly/domain/dataset/function-name';
import { isObject, type JsonObject } from '@firefly/domain/json';
import { z } from 'zod';
import type { ScriptedRequest } from './scripted.ts';
import { turnFault } from './turn-check.ts';

const cacheControl = z.strictObject({ type: z.literal('ephemeral'), ttl: z.string().optional() });
const marked = { cache_control: cacheControl.optional() };
const said = z
  .string()
  .refine((text) => text.trim() !== '', 'text content blocks must be non-empty');
const text = z.strictObject({ type: z.literal('text'), text: said, ...marked });
const name = z
  .string()
  .regex(FUNCTION_NAME, `String should match pattern '${FUNCTION_NAME.source}'`);
const object = z.custom<JsonObject>(isObject, 'Input should be a valid dictionary');

/** Blocks whose kind the API knows are held to their form; those of its own come back as they were sent. */
const blocks = {
  text,
  tool_use: z.strictObject({
    ...{ type: z.literal('tool_use'), id: z.string().regex(/^[a-zA-Z0-9_-]+$/), name },
    ...{ input: object, ...marked },
  }),
  tool_result: z.strictObject({
    ...{ type: z.literal('tool_result'), tool_use_id: z.string(), content: z.string() },
    ...{ is_error: z.boolean().optional(), ...marked },
  }),
  thinking: z.strictObject({
    ...{ type: z.literal('thinking'), thinking: z.string(), signature: z.string().min(1) },
  }),
} as const;
const forms: Readonly<Record<string, z.ZodType>> = blocks;
const block = z.looseObject({ type: z.string() }).superRefine((value, context) => {
  if (value.type.startsWith('x_')) return;
  const form = forms[value.type] ?? z.never(`Input tag '${value.type}' is not known`);
  for (const { path, message } of form.safeParse(value).error?.issues ?? [])
    context.addIssue({ code: 'custom', path, message });
});

const request = z.strictObject({
  model: z.string().min(1),
  max_tokens: z.int().min(1),
  stream: z.boolean().optional(),
  system: z.array(text).optional(),
  tools: z
    .array(
      z.strictObject({
        ...{ name, description: z.string().optional(), ...marked },
        input_schema: z.looseObject({ type: z.literal('object') }),
      }),
    )
    .optional(),
  tool_choice: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('none') }),
      ...(['auto', 'any'] as const).map((type) =>
        z.strictObject({
          type: z.literal(type),
          disable_parallel_tool_use: z.boolean().optional(),
        }),
      ),
      z.strictObject({
        ...{ type: z.literal('tool'), name },
        disable_parallel_tool_use: z.boolean().optional(),
      }),
    ])
    .optional(),
  messages: z
    .array(z.strictObject({ role: z.enum(['user', 'assistant']), content: z.array(block).min(1) }))
    .min(1),
});

/** What the API would say against a request; undefined where it would take it. */
export function requestFault(body: unknown): string | undefined {
  const parsed = request.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `${issue?.path.join('.')}: ${issue?.message}`;
  }
  const { tools = [], tool_choice, messages } = parsed.data;
  const names = tools.map((tool) => tool.name);
  if (new Set(names).size < names.length) return 'tools: Tool names must be unique.';
  if (tool_choice !== undefined && names.length === 0)
    return 'tool_choice: may only be specified while providing tools.';
  if (tool_choice?.type === 'tool' && !names.includes(tool_choice.name))
    return `Tool '${tool_choice.name}' not found in provided tools`;
  if (marksOf(body) > 4)
    return `A maximum of 4 blocks with cache_control may be provided. Found ${marksOf(body)}.`;
  return turnFault(messages as ScriptedRequest['messages']);
}

const marksOf = (value: unknown): number =>
  JSON.stringify(value).split('"cache_control":').length - 1;
