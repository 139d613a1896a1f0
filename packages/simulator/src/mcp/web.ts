import type { McpHttpHandler } from '@modelcontextprotocol/server';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A request as handlers of the web's kind take it, without its body, which is parsed already. */
export function webRequest({ headers, method }: FastifyRequest): Request {
  const plain = new Headers();
  for (const [name, value] of Object.entries(headers))
    if (typeof value === 'string') plain.set(name, value);
  return new Request('http://localhost/mcp', { method, headers: plain });
}

/** Lets the SDK answer a message. Whole, not as a stream: no answer of a simulator has parts. */
export async function answerWith(
  handler: McpHttpHandler,
  { request, body }: { readonly request: Request; readonly body: unknown },
  reply: FastifyReply,
): Promise<FastifyReply> {
  const response = await handler.fetch(request, { parsedBody: body });
  const text = await response.text();
  const type = response.headers.get('content-type');
  if (type !== null) reply.type(type);
  return reply.code(response.status).send(text);
}
