import {
  batchRequest,
  callRequest,
  openRequest,
  verifyRequest,
} from '@firefly/contracts/simulator';
import { answerSuffix } from '@firefly/domain/dataset/golden';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answerText } from '../answer-text.ts';
import { Problem } from '../problem.ts';
import { KnownCall } from '../sessions/known-call.ts';
import type { Session, SessionAnswer } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { summaryOf } from '../sessions/summary.ts';
import { trajectoryOf } from '../sessions/trajectory.ts';
import type { FindSession } from './find-session.ts';
import type { OpenSession } from './open-session.ts';
import { parse } from './parse.ts';

/** Where calls are asked. */
export const CALL_ROUTE = '/v1/sessions/:token/call';

/** A policy that ends with a very long text shall get its 0, not an error. */
export const MOST_ANSWER_BYTES = 16 * 1024 * 1024;

export const noSession = (): Problem =>
  new Problem(404, 'No such session', 'This session is not open: open one with POST /v1/sessions.');

function isOpen(session: Session | undefined): Session {
  if (session === undefined) throw noSession();
  return session;
}

const textOf = (answer: SessionAnswer): string => answer.ready ?? answerText(answer, answer.meta);

/** `/v1/sessions`: opening a session, its calls, its reward, what became of it, its end. */
export function sessionRoutes(
  app: FastifyInstance,
  sessions: Sessions,
  { open, find }: { readonly open: OpenSession; readonly find: FindSession },
): void {
  const sessionOf = ({ params }: FastifyRequest): Session | Promise<Session> => {
    const found = find((params as { token: string }).token);
    return found instanceof Promise ? found.then(isOpen) : isOpen(found);
  };

  app.post('/v1/sessions', async (request, reply) => {
    const { token, task } = await open(parse(openRequest, request.body));
    return reply.code(201).send({
      session: token,
      expires_at: sessions.expiresAt(token),
      prompt: task.prompt,
      prompt_suffix: answerSuffix(task.answer_schema),
      answer_schema: task.answer_schema,
      tools: [...task.tools.values()].map(({ server, name, description, inputSchema }) => ({
        ...{ server, name, description, input_schema: inputSchema },
      })),
    });
  });

  const several = async (session: Session, body: unknown): Promise<string> => {
    const answers: string[] = [];
    for (const call of parse(batchRequest, body).calls)
      answers.push(textOf(await session.call(call)));
    return `{"answers":[${answers.join(',')}]}`;
  };
  const answered = (session: Session, body: unknown): string | Promise<string> => {
    if (typeof body === 'object' && body !== null && 'calls' in body) return several(session, body);
    const answer = session.call(body instanceof KnownCall ? body : parse(callRequest, body));
    return answer instanceof Promise ? answer.then(textOf) : textOf(answer);
  };

  // Nothing is waited for that is there.
  app.post(CALL_ROUTE, (request, reply) => {
    reply.type('application/json');
    const session = sessionOf(request);
    return session instanceof Promise
      ? session.then((found) => answered(found, request.body))
      : answered(session, request.body);
  });

  app.post('/v1/sessions/:token/verify', { bodyLimit: MOST_ANSWER_BYTES }, async (request) => {
    const session = await sessionOf(request);
    const { answer, submitted = [], message } = parse(verifyRequest, request.body);
    const all = answer === undefined ? submitted : [answer, ...submitted];
    return session.verify({ submitted: all, message });
  });

  app.get('/v1/sessions/:token', async (request) => {
    const session = await sessionOf(request);
    return { ...summaryOf(session), expires_at: sessions.expiresAt(session.token) };
  });

  app.get('/v1/sessions/:token/trajectory', async (request) =>
    trajectoryOf(await sessionOf(request)),
  );

  app.delete('/v1/sessions/:token', async (request, reply) => {
    const session = await sessionOf(request);
    sessions.close(session.token);
    return reply.code(204).send();
  });
}
