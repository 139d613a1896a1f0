import { failureOf } from '@firefly/contracts/failure';
import { requestAnswered } from '@firefly/telemetry/instruments';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** An error that a client of the simulator shall read, as RFC 9457 describes it. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    title: string,
    detail: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.title = title;
    this.headers = headers;
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  413: 'Body too large',
  415: 'Unsupported media type',
};

/** What may work a moment later. */
export const unavailable = (detail: string): Problem =>
  new Problem(503, 'Not available now', detail, { 'retry-after': '5' });

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status =
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
      ? error.statusCode
      : 500;
  if (failureOf(error).kind === 'transient')
    return unavailable('A store of the service does not answer now. Try again soon.');
  // What went wrong inside is for the operator's log, not for the client.
  if (status >= 500) return new Problem(500, 'Internal error', 'The simulator failed here.');
  return new Problem(status, titles[status] ?? 'Refused', (error as Error).message);
}

function send(reply: FastifyReply, { status, title, message: detail, headers }: Problem) {
  return reply
    .code(status)
    .headers(headers)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title, status, detail }));
}

/** Answers what the framework refuses before it looks for a route: an address that is none, or too long. */
export const refuse = (error: unknown, _request: FastifyRequest, reply: FastifyReply): void =>
  void send(reply, problemOf(error));

/** Makes every error of an app `application/problem+json`; what went wrong inside is told to `onError`. */
export function useProblems(app: FastifyInstance, onError: (error: unknown) => void): void {
  app.setErrorHandler((error, _request, reply) => {
    const problem = problemOf(error);
    if (problem !== error && problem.status >= 500) onError(error);
    return send(reply, problem);
  });
  app.setNotFoundHandler((request, reply) => {
    requestAnswered(request.method, 'none', 404, reply.elapsedTime);
    throw new Problem(404, 'Not found', `Nothing answers ${request.method} ${request.url}.`);
  });
}
