import type { JsonObject } from '@firefly/domain/json';
import { z } from 'zod';

/** The steps that ask a model; each may have a model of its own. */
export const modelStages = ['qualify', 'link', 'explore', 'write', 'judge', 'solve'] as const;
export type ModelStage = (typeof modelStages)[number];

const tokens = z.int().min(0);

/** Tokens of one request and its reply, as the provider counted them. */
export const modelUsage = z.strictObject({
  /** Read anew, neither out of a cache nor into it. */
  input: tokens,
  /** Read out of the provider's cache. */
  cached: tokens,
  /** Read and put into the cache. */
  written: tokens,
  output: tokens,
});
export type ModelUsage = z.output<typeof modelUsage>;

/** A text of a model, or for one. */
const textBlock = z.strictObject({ type: z.literal('text'), text: z.string() });
/** A call that a model asks for. `input` is data: whatever it is, it is checked before it is used. */
const toolUseBlock = z.strictObject({
  type: z.literal('tool_use'),
  id: z.string().min(1),
  name: z.string(),
  input: z.json(),
});
/** What a call was answered with. */
const toolResultBlock = z.strictObject({
  type: z.literal('tool_result'),
  tool_use_id: z.string(),
  content: z.string(),
  is_error: z.boolean().optional(),
});
/** A block of the provider's own (thinking, signatures): kept and sent back as it came, never read. */
const opaqueBlock = z.strictObject({
  type: z.literal('opaque'),
  block: z.record(z.string(), z.json()).transform((block) => block as JsonObject),
});

export const modelBlock = z.discriminatedUnion('type', [
  textBlock,
  toolUseBlock,
  toolResultBlock,
  opaqueBlock,
]);
export type ModelBlock = z.output<typeof modelBlock>;

/**
 * Why a reply ended. `end`: it was all said. `tools`: calls are to be answered. `cut`: the reply, or what
 * the model can read, was full. `refusal`: the model would not.
 */
export const modelStop = z.enum(['end', 'tools', 'cut', 'refusal']);

/** A whole reply as it is stored: an event that is never asked for again. */
export const modelReply = z.strictObject({
  /** The model that answered, as it names itself. */
  model: z.string(),
  stop: modelStop,
  content: z.array(modelBlock),
  usage: modelUsage,
});
export type ModelReply = z.output<typeof modelReply>;

/** The prompt that a request was made of: its file's name, the version that stands in it, its hash. */
export const promptStamp = z.strictObject({
  name: z.string(),
  version: z.int().min(1),
  hash: z.string(),
});
export type PromptStamp = z.output<typeof promptStamp>;
