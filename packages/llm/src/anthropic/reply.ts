import type { ModelBlock, ModelReply, ModelUsage } from '@firefly/contracts/model';
import type { Json, JsonObject } from '@firefly/domain/json';
import { z } from 'zod';
import { BrokenReply } from './broken-reply.ts';

/** What is read of a message; a gateway may leave out or add what it likes beside it. */
const wireMessage = z.object({
  type: z.literal('message').optional(),
  role: z.literal('assistant').optional(),
  model: z.string().catch(''),
  content: z.array(z.looseObject({ type: z.string() })),
  stop_reason: z.string().nullish(),
  usage: z.unknown(),
});

/** Half a character can be neither sent back nor hashed. */
const whole = z.string().transform((text) => text.toWellFormed());

/** JSON whose texts and keys hold no half characters. */
function wellFormed(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]),
  );
}

const textBlock = z.object({ type: z.literal('text'), text: whole });
const toolUseBlock = z.object({
  type: z.literal('tool_use'),
  id: whole.pipe(z.string().min(1)),
  name: whole,
  // Numbers that JSON cannot hold come as they were written: a text, which no parser of arguments takes.
  input: z
    .json()
    .catch(({ value }) => String(JSON.stringify(value)))
    .default({})
    .transform((input) => wellFormed(input as Json)),
});

/** More than any model reads or writes: a server that says so does not count. */
const MOST_TOKENS = 1_000_000_000;

/** Counts that are missing or no counts are 0: not every server of models counts. */
const count = z.int().min(0).max(MOST_TOKENS).catch(0);
const wireUsage = z
  .object({
    input_tokens: count,
    cache_read_input_tokens: count,
    cache_creation_input_tokens: count,
    output_tokens: count,
  })
  .catch({
    input_tokens: 0,
    cache_read_input_tokens: 0,
    cache_creation_input_tokens: 0,
    output_tokens: 0,
  });

/**
 * A message of the wire as a reply. Throws `BrokenReply` where it is none.
 *
 * @param asked the model that was asked, for servers that do not say who answers
 */
export function replyOf(wire: unknown, asked: string): ModelReply {
  const parsed = wireMessage.safeParse(wire);
  if (!parsed.success)
    throw new BrokenReply(
      `no message of the Messages API came back (${firstOf(parsed.error)}); is ANTHROPIC_BASE_URL right?`,
    );
  const { model, content, stop_reason, usage } = parsed.data;
  const blocks = content.map(blockOf);
  return {
    model: model || asked,
    stop: stopOf(stop_reason ?? null, blocks),
    content: blocks,
    usage: usageOf(usage),
  };
}

function blockOf(block: { readonly type: string; readonly [key: string]: unknown }): ModelBlock {
  if (block.type === 'text') return taken(textBlock.safeParse(block));
  if (block.type === 'tool_use') return taken(toolUseBlock.safeParse(block)) as ModelBlock;
  // It came out of a JSON text, so it is JSON; what is in it is the provider's affair.
  return { type: 'opaque', block: block as JsonObject };
}

function taken<T>(parsed: z.ZodSafeParseResult<T>): T {
  if (parsed.success) return parsed.data;
  throw new BrokenReply(
    `a block of the reply is not as the Messages API writes it (${firstOf(parsed.error)})`,
  );
}

const firstOf = (error: z.ZodError): string => {
  const [issue] = error.issues;
  return issue === undefined ? 'unreadable' : `${issue.path.join('.') || 'body'}: ${issue.message}`;
};

function stopOf(reason: string | null, blocks: readonly ModelBlock[]): ModelReply['stop'] {
  if (reason === 'max_tokens' || reason === 'model_context_window_exceeded') return 'cut';
  if (reason === 'refusal') return 'refusal';
  // Some servers call tools and say that the turn ended; the calls are to be answered all the same.
  return blocks.some(({ type }) => type === 'tool_use') ? 'tools' : 'end';
}

function usageOf(usage: unknown): ModelUsage {
  const counted = wireUsage.parse(usage);
  return {
    input: counted.input_tokens,
    cached: counted.cache_read_input_tokens,
    written: counted.cache_creation_input_tokens,
    output: counted.output_tokens,
  };
}

/** The arguments of a call as they were streamed: JSON if they are, else the text itself. */
export function inputOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
