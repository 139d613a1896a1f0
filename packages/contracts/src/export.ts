import { FUNCTION_NAME } from '@firefly/domain/dataset/function-name';
import { z } from 'zod';
import { jsonObject } from './bundle.ts';

/** Every row of an export, checked when written. The prose is in docs/exports.md. */
const name = z.string().regex(FUNCTION_NAME);

const functionTool = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({ name, description: z.string(), parameters: jsonObject }),
});

const user = z.strictObject({ role: z.literal('user'), content: z.string().min(1) });
const tool = z.strictObject({
  role: z.literal('tool'),
  tool_call_id: z.string().min(1),
  content: z.string(),
});

const callWith = <Arguments extends z.ZodType>(args: Arguments) =>
  z.strictObject({
    id: z.string().min(1),
    type: z.literal('function'),
    function: z.strictObject({ name, arguments: args }),
  });

const isObjectText = (text: string): boolean => {
  try {
    return jsonObject.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
};

const trlAssistant = z.strictObject({
  role: z.literal('assistant'),
  // Some chat templates fail where it is missing.
  content: z.string(),
  tool_calls: z.array(callWith(jsonObject)).min(1).optional(),
});

const openaiAssistant = z
  .strictObject({
    role: z.literal('assistant'),
    content: z.string().optional(),
    tool_calls: z
      .array(callWith(z.string().refine(isObjectText, 'is not the text of a JSON object')))
      .min(1)
      .optional(),
  })
  .refine(
    ({ content, tool_calls }) => content !== undefined || tool_calls !== undefined,
    'an assistant says something or calls something',
  );

interface Talk {
  readonly messages: readonly (
    | z.output<typeof user>
    | z.output<typeof tool>
    | z.output<typeof trlAssistant>
    | z.output<typeof openaiAssistant>
  )[];
  readonly tools: readonly z.output<typeof functionTool>[];
}

/** What the parts of a conversation owe each other; a sentence about the first thing that is amiss. */
function fault({ messages, tools }: Talk): string | undefined {
  const offered = new Set(tools.map((one) => one.function.name));
  if (offered.size < tools.length) return 'a tool is offered twice';
  const open = new Set<string>();
  for (const message of messages) {
    if (message.role === 'tool' && !open.delete(message.tool_call_id))
      return `the result of ${message.tool_call_id} follows no call of that id`;
    if (message.role !== 'assistant') continue;
    for (const call of message.tool_calls ?? []) {
      if (!offered.has(call.function.name)) return `${call.function.name} is called, not offered`;
      open.add(call.id);
    }
  }
  return messages.at(-1)?.role === 'assistant' ? undefined : 'the last message is no answer';
}

const holdsTogether = <Row extends z.ZodType<Talk>>(row: Row): Row =>
  row.superRefine((talk, context) => {
    const message = fault(talk);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

/** A row for supervised fine-tuning with TRL: arguments are JSON objects. */
export const trlSftRow = holdsTogether(
  z.strictObject({
    messages: z.array(z.discriminatedUnion('role', [user, trlAssistant, tool])).min(1),
    tools: z.array(functionTool).min(1),
    /** Whether its answer is right; where wrong ones are exported, too. */
    passed: z.boolean().optional(),
  }),
);

/** A row for fine-tuning in the form of OpenAI: arguments are texts of JSON objects. */
export const openaiRow = holdsTogether(
  z.strictObject({
    messages: z.array(z.discriminatedUnion('role', [user, openaiAssistant, tool])).min(1),
    tools: z.array(functionTool).min(1),
    parallel_tool_calls: z.boolean(),
  }),
);

/** `export.json`: what an export is. */
export const exportManifest = z.strictObject({
  format: z.literal('firefly.export/1'),
  generator: z.strictObject({ name: z.literal('firefly'), version: z.string() }),
  target: z.string(),
  file_type: z.enum(['jsonl', 'parquet']),
  /** Run of the bundle that it was made from. */
  run_id: z.string(),
  /** Which rollouts stand beside the golden trajectories; absent: none. */
  rollouts: z.enum(['passed', 'all']).optional(),
  /** Rollouts that no trainer takes as they are. */
  left_out: z.int().nonnegative().optional(),
  files: z.array(z.strictObject({ name: z.string(), split: z.string(), rows: z.int() })),
  /** Which tool each function name means. */
  tool_names: z.record(name, z.string()),
});

export type TrlSftRow = z.output<typeof trlSftRow>;
export type OpenaiRow = z.output<typeof openaiRow>;
export type ExportManifest = z.output<typeof exportManifest>;
