import { FailureError } from '@firefly/contracts/failure';
import type { ListedTool } from '@firefly/domain/catalog/tool';
import { shallow } from '@firefly/domain/catalog/validator';
import type { JsonObject } from '@firefly/domain/json';
import type { ServerListing } from '@firefly/domain/ports';
import { z } from 'zod';
import { HttpFault } from '../http/fault.ts';
import type { Gate } from '../limits/gate.ts';
import { type Connection, isTimeout, reasonOf } from './connection.ts';
import { messageTold, nameTold } from './told.ts';
import { anyResult } from './wire.ts';

/** Bounds on what a server may list; beyond them it is refused, for it is broken or hostile. */
const MAX_PAGES = 100;
const MAX_TOOLS = 5_000;
const MAX_PAGE_BYTES = 1 << 20;
const MOST_NOTES = 5;

const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'expected an object',
);
const hint = z.boolean().optional().catch(undefined);

/** Mild where a server's slip does no harm: hints are hints, and a missing schema asks for nothing. */
const toolSchema = z.object({
  name: z.string().min(1).max(256),
  title: z.string().optional().catch(undefined),
  description: z.string().optional().catch(undefined),
  inputSchema: jsonObject.optional(),
  outputSchema: jsonObject.optional(),
  annotations: z
    .object({
      title: z.string().optional().catch(undefined),
      readOnlyHint: hint,
      destructiveHint: hint,
      idempotentHint: hint,
      openWorldHint: hint,
    })
    .optional()
    .catch(undefined),
});
const pageSchema = z.object({ tools: z.array(toolSchema), nextCursor: z.string().optional() });
type Page = z.infer<typeof pageSchema>;

/** One odd schema must not cost the whole list: too deep to be written, it is cut where it is refused. */
const listed = ({ inputSchema, outputSchema, ...tool }: Page['tools'][number]): ListedTool => ({
  ...tool,
  description: tool.description ?? '',
  inputSchema: shallow(inputSchema ?? { type: 'object' }),
  ...(outputSchema === undefined ? {} : { outputSchema: shallow(outputSchema) }),
});

async function pageAt(
  { client, recorder, redactor }: Connection,
  cursor: string | undefined,
  request: { readonly timeout: number; readonly signal?: AbortSignal },
  gate: Gate,
): Promise<Page> {
  const params = cursor === undefined ? {} : { cursor };
  // A list that is put off begins again at its first page.
  const reply = await gate({ signal: request.signal, begun: cursor !== undefined }, () =>
    recorder.collect(() => client.request({ method: 'tools/list', params }, anyResult, request)),
  );
  if (reply === undefined) throw new Error('gave no answer');
  if (Buffer.byteLength(reply.text) > MAX_PAGE_BYTES)
    throw new Error(`gave a page of more than ${MAX_PAGE_BYTES} bytes`);
  const text = redactor.outward(reply.text).text;
  if (reply.kind === 'error') throw new Error(`answered ${text}`);
  const page = pageSchema.safeParse(JSON.parse(text));
  if (page.success) return page.data;
  const [issue] = page.error.issues;
  throw new Error(
    `gave a page that breaks the protocol at ${issue?.path.join('.')}: ${issue?.message}`,
  );
}

const toldTwice = (name: string): string =>
  `it lists ${JSON.stringify(name)} more than once, of which the first counts`;

async function allPages(
  connection: Connection,
  request: { readonly timeout: number; readonly signal?: AbortSignal },
  gate: Gate,
): Promise<Pick<ServerListing, 'tools' | 'notes'>> {
  const tools: ListedTool[] = [];
  const names = new Set<string>();
  const again = new Set<string>();
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await pageAt(connection, cursor, request, gate);
    for (const tool of page.tools) {
      if (names.has(tool.name)) again.add(tool.name);
      else tools.push(listed(tool));
      names.add(tool.name);
    }
    if (names.size > MAX_TOOLS) throw new Error(`listed more than ${MAX_TOOLS} tools`);
    if (page.nextCursor === undefined)
      return { tools, notes: [...again].slice(0, MOST_NOTES).map(toldTwice) };
    cursor = page.nextCursor;
  }
  throw new Error(`went on listing after ${MAX_PAGES} pages`);
}

/**
 * Lists all tools in the server's order, each page behind the gate. Rejects with a FailureError of one
 * sentence.
 */
export async function listTools(
  server: string,
  connection: Connection,
  request: { readonly timeout: number; readonly signal?: AbortSignal },
  gate: Gate,
): Promise<ServerListing> {
  const { redactor } = connection;
  try {
    const { tools, notes } = await allPages(connection, request, gate);
    const info = connection.client.getServerVersion();
    return {
      name: nameTold(info?.name ?? server, redactor),
      version: nameTold(info?.version ?? '', redactor),
      protocolVersion: nameTold(connection.client.getNegotiatedProtocolVersion() ?? '', redactor),
      notes,
      tools,
    };
  } catch (error) {
    // The gate's own: the server has not been asked.
    if (error instanceof FailureError) throw error;
    if (request.signal?.aborted)
      throw new FailureError(
        { kind: 'cancelled', message: `listing the tools of server "${server}" was cancelled` },
        { cause: error },
      );
    const why = isTimeout(error)
      ? `did not answer within ${request.timeout} ms`
      : messageTold(reasonOf(error), redactor);
    const place = messageTold(connection.place, redactor);
    const message = `server "${server}"${place} did not list its tools: it ${why}`;
    throw new FailureError(
      error instanceof HttpFault ? error.failure(message) : { kind: 'transient', message },
      { cause: error },
    );
  }
}
