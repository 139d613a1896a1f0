import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { failureOf } from '@firefly/contracts/failure';
import type { Json } from '@firefly/domain/json';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { Problem, problemBody } from './problem.ts';
import { requestFaults } from './request-faults.ts';
import { ServersAway } from './servers-away.ts';

const RETRY_SECONDS = '5';

/** A validation error of a request, with the place of each fault. */
function invalid(error: FastifyError): Problem | undefined {
  if (!hasZodFastifySchemaValidationErrors(error)) return undefined;
  const where = error.validationContext ?? 'body';
  const errors = requestFaults(error.validation).map(({ path, detail }) =>
    where === 'body' ? { detail, pointer: `#${path}` } : { detail, parameter: path.slice(1) },
  );
  const [first] = errors;
  const place = first && ('pointer' in first ? first.pointer : first.parameter);
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const at = place === undefined || place === '#' || place === '' ? `The ${where}` : place;
  return new Problem(400, `${at}: ${first?.detail}${more}`, { errors });
}

/** What is told of an error; what went wrong inside is for the log alone. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const known = invalid(error as FastifyError);
  if (known !== undefined) return known;
  const { statusCode, message } = error as Partial<FastifyError>;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Problem(statusCode, message ?? 'The request cannot be read.');
  const headers = { 'retry-after': RETRY_SECONDS };
  if (error instanceof ServersAway)
    return new Problem(
      503,
      'The servers file of the service cannot be used now; its log says why. Try again once it is mended.',
      { headers },
    );
  if (failureOf(error).kind === 'transient')
    return new Problem(503, 'A store of the service does not answer now. Try again soon.', {
      headers,
    });
  return new Problem(500, 'The service failed here; its log says more under the request id.');
}

/** Answers what is no HTTP, or too slow or too large for it: there is no request yet to answer. */
export function onBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new Problem(431, 'The headers of this request are too large.')
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? new Problem(408, 'This request took too long to arrive.')
        : new Problem(400, 'This is not HTTP as it is read here.');
  const body = JSON.stringify(problemBody(problem, randomUUID()));
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nConnection: close\r\n` +
      'Content-Type: application/problem+json\r\n' +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** Answers with a problem, also a request that came to no route; what went wrong inside is logged. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  more: Readonly<Record<string, Json>> = {},
): FastifyReply {
  const problem = problemOf(error);
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({ ...problemBody(problem, request.id), ...more });
}

/** Makes every error of an app `application/problem+json`. */
export function useProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request) => {
    const path = request.url.split('?')[0];
    throw new Problem(404, `Nothing answers ${request.method} ${path}. /docs lists what does.`);
  });
}
