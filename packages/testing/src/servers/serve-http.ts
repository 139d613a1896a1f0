import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createMcpHandler,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { makeFixtureServer, type Serving } from './fixture-server.ts';
import { sendResponse, toRequest } from './web-request.ts';

/** How a fixture is served over HTTP. */
export interface HttpServing {
  /** Requests without it as their bearer token are refused. */
  readonly token?: string;
  /** Replies as one JSON body instead of a stream of events. */
  readonly json?: boolean;
  /** Makes trouble instead of an answer, and says that it did. `method` is that of the message. */
  readonly trouble?: (method: string, response: ServerResponse) => boolean;
  /** Told of each request with the moment at which it came, in ms since 1970. */
  readonly onArrival?: (what: string, at: number) => void;
}

/** A request as it came, for tests to look at. */
export interface Seen {
  /** The verb, and the method of the message in it. */
  readonly what: string;
  readonly headers: IncomingHttpHeaders;
}

/** A fixture server on loopback. */
export interface HttpFixture {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Ids of the sessions that are open. */
  sessions(): readonly string[];
  /** Forgets all sessions, as a restart would. */
  forget(): void;
  /** Tells all sessions, unasked, that the list of tools has changed. */
  announce(): Promise<void>;
  close(): Promise<void>;
}

type Handler = (request: Request) => Promise<Response>;

/** The 2025 way: a server for each session. */
function withSessions(serving: Serving, json: boolean) {
  const sessions = new Map<
    string,
    { transport: WebStandardStreamableHTTPServerTransport; server: Server }
  >();
  const handler: Handler = async (request) => {
    const id = request.headers.get('mcp-session-id');
    const known = sessions.get(id ?? '');
    if (known !== undefined) return known.transport.handleRequest(request);
    if (id !== null) return new Response('No such session', { status: 404 });
    const server = makeFixtureServer(serving);
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      enableJsonResponse: json,
      onsessioninitialized: (made) => void sessions.set(made, { transport, server }),
      onsessionclosed: (made) => void sessions.delete(made),
    });
    await server.connect(transport);
    return transport.handleRequest(request);
  };
  return { sessions, handler };
}

const methodOf = (body: string): string => {
  try {
    return JSON.parse(body).method ?? '';
  } catch {
    return '';
  }
};

/** Serves a fixture over streamable HTTP on a free port of loopback. */
export async function serveHttp(
  serving: Serving,
  { token, json = false, trouble = () => false, onArrival }: HttpServing = {},
): Promise<HttpFixture> {
  const { sessions, handler } = withSessions(serving, json);
  const modern = createMcpHandler(() => makeFixtureServer(serving), {
    legacy: 'reject',
    responseMode: json ? 'auto' : 'sse',
  });
  const answer: Handler = serving.modernOnly ? modern.fetch : handler;
  const seen: Seen[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const at = performance.timeOrigin + performance.now();
    const request = await toRequest(incoming);
    const method = methodOf(await request.clone().text());
    const what = `${request.method} ${method}`.trim();
    seen.push({ what, headers: incoming.headers });
    onArrival?.(what, at);
    if (trouble(method, outgoing)) return;
    const allowed =
      token === undefined || request.headers.get('authorization') === `Bearer ${token}`;
    await sendResponse(
      allowed ? await answer(request) : new Response('Who are you?', { status: 401 }),
      outgoing,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    seen,
    sessions: () => [...sessions.keys()],
    forget: () => sessions.clear(),
    async announce() {
      for (const session of sessions.values()) await session.server.sendToolListChanged();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
