import { failureOf } from '@firefly/contracts/failure';
import type { FastifyError, FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { Problem, problemBody } from './problem.ts';

const RETRY_SECONDS = '5';

/** A validation error of a request, with the place of each fault. */
function invalid(error: FastifyError): Problem | undefined {
  if (!hasZodFastifySchemaValidationErrors(error)) return undefined;
  const where = error.validationContext ?? 'body';
  const errors = error.validation.map(({ instancePath, message = 'is wrong' }) =>
    where === 'body'
      ? { detail: message, pointer: `#${instancePath}` }
      : { detail: message, parameter: instancePath.slice(1) },
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
  if (failureOf(error).kind === 'transient')
    return new Problem(503, 'A store of the service does not answer now. Try again soon.', {
      headers: { 'retry-after': RETRY_SECONDS },
    });
  return new Problem(500, 'The service failed here; its log says more under the request id.');
}

/** Makes every error of an app `application/problem+json`. */
export function useProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    return reply
      .code(problem.status)
      .headers(problem.headers)
      .type('application/problem+json')
      .serializer(JSON.stringify)
      .send(problemBody(problem, request.id));
  });
  app.setNotFoundHandler((request) => {
    const path = request.url.split('?')[0];
    throw new Problem(404, `Nothing answers ${request.method} ${path}. /docs lists what does.`);
  });
}
