import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { sha256 } from '@firefly/domain/identity';
import { answerFault, refuse } from './faults.ts';
import { makePromptCache } from './prompt-cache.ts';
import { requestFault } from './request-check.ts';
import type { Script, ScriptedRequest } from './scripted.ts';
import { inEvents, inOnePiece, messageOf, send } from './sending.ts';

/** How often one request came, and how many replies to it were wholly sent. */
export interface Count {
  asked: number;
  sent: number;
}

/** A Messages API on loopback whose model follows a script. */
export interface MessagesApi {
  readonly url: string;
  /** Every request that passed the checks, in the order of their coming. */
  readonly requests: readonly ScriptedRequest[];
  /** What was said against the others. */
  readonly refused: readonly string[];
  /** By the SHA-256 of the body, byte for byte. */
  counts(): Readonly<Record<string, Count>>;
  close(): Promise<void>;
}

/** Starts one on a free port. It speaks the wire format of the API, streamed or not, and checks like it. */
export async function startMessagesApi({
  reply,
}: {
  readonly reply: Script;
}): Promise<MessagesApi> {
  const requests: ScriptedRequest[] = [];
  const refused: string[] = [];
  const counts = new Map<string, Count>();
  const cache = makePromptCache();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await bodyOf(request);
    const wrong = fault(request, text);
    if (wrong !== undefined) {
      refused.push(wrong.message);
      refuse(response, wrong.status, wrong.message);
      return;
    }
    const body = JSON.parse(text) as ScriptedRequest;
    const count = counts.get(sha256(text)) ?? { asked: 0, sent: 0 };
    counts.set(sha256(text), count);
    count.asked += 1;
    const at = requests.push(body) - 1;
    const scripted = await reply(body, at);
    if (!('content' in scripted)) {
      answerFault(response, scripted, body.stream === true);
      return;
    }
    if (scripted.afterMs !== undefined) await wait(scripted.afterMs);
    const message = messageOf(scripted, { model: body.model, input: cache(body), at });
    const streamed = body.stream === true;
    response.writeHead(200, {
      'content-type': streamed ? 'text/event-stream; charset=utf-8' : 'application/json',
      'request-id': `req_${at}`,
    });
    const pieces = streamed ? inEvents(message) : inOnePiece(message);
    if (await send(response, pieces, scripted.breaks)) count.sent += 1;
  };

  const server = createServer((request, response) => {
    // A script that throws, or a client that left: the connection ends, as when a provider breaks down.
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    refused,
    counts: () => Object.fromEntries(counts),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function fault({ url, method, headers }: IncomingMessage, text: string) {
  if (method !== 'POST' || url !== '/v1/messages') return { status: 404, message: 'Not found' };
  if (headers.authorization === undefined && headers['x-api-key'] === undefined)
    return { status: 401, message: 'x-api-key header is required' };
  if (headers['anthropic-version'] === undefined)
    return { status: 400, message: 'anthropic-version: header is required' };
  try {
    const message = requestFault(JSON.parse(text));
    return message === undefined ? undefined : { status: 400, message };
  } catch {
    return { status: 400, message: 'The request body is not valid JSON' };
  }
}
