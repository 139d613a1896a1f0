import { isObject, type JsonObject } from '@firefly/domain/json';
import {
  classifyInboundRequest,
  SERVER_INFO_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import type { FastifyRequest } from 'fastify';
import type { CallAnswer } from './calls.ts';
import type { Era } from './era.ts';
import { resultText } from './result.ts';
import { IDENTITY } from './server.ts';

/**
 * Calls as clients send them, answered without a server of the SDK: that takes more than ten times as long
 * as the answer itself, and writes a recorded text anew. What is not quite such a call is left to the SDK, so that
 * there is one place that knows the protocol's errors.
 */

/** A call that can be answered directly. */
export interface DirectCall {
  readonly id: string | number;
  readonly era: Era;
  readonly params: JsonObject;
}

const MODERN = '2026-07-28';

/** As the SDK looks at them before it lets a request of the older era in. */
const legacyHeaders = ({
  accept = '',
  'mcp-protocol-version': version,
}: FastifyRequest['headers']) =>
  accept.includes('application/json') &&
  accept.includes('text/event-stream') &&
  (version === undefined || SUPPORTED_PROTOCOL_VERSIONS.includes(String(version)));

/** The call in a request; undefined where the SDK shall look at it. */
export function directCall({ headers, body }: FastifyRequest): DirectCall | undefined {
  if (!isObject(body) || body.method !== 'tools/call' || !isObject(body.params)) return undefined;
  const { id, params } = body;
  if (typeof id !== 'string' && typeof id !== 'number') return undefined;
  const version = headers['mcp-protocol-version'];
  const [method, name] = [headers['mcp-method'], headers['mcp-name']];
  const outcome = classifyInboundRequest({
    ...{ httpMethod: 'POST', body },
    ...(typeof version === 'string' && { protocolVersionHeader: version }),
    ...(typeof method === 'string' && { mcpMethodHeader: method }),
  });
  if (outcome.kind === 'legacy')
    return legacyHeaders(headers) ? { id, era: 'legacy', params } : undefined;
  const plain = version === MODERN && method === body.method && name === params.name;
  return outcome.kind === 'modern' && plain ? { id, era: 'modern', params } : undefined;
}

const beside = {
  legacy: { own: {}, serverMeta: {} },
  modern: { own: { resultType: 'complete' }, serverMeta: { [SERVER_INFO_META_KEY]: IDENTITY } },
} as const;

/** The message that answers a call. An error goes out as it was recorded. */
export function directReply({ id, era }: DirectCall, answer: CallAnswer): string {
  const said = answer.kind === 'error' ? answer.response : resultText(era, answer, beside[era]);
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"${answer.kind}":${said}}`;
}
