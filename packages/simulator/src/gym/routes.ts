import { type OpenRequest, openRequest } from '@firefly/contracts/simulator';
import { SUBMIT_ANSWER } from '@firefly/domain/dataset/golden';
import { isObject, type JsonObject } from '@firefly/domain/json';
import { errorView } from '@firefly/domain/observing/reply-view';
import type { Reward } from '@firefly/domain/reward/reward';
import { isKeepable } from '@firefly/domain/simulation/keepable';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ANSWER_RECEIVED, sessionOffer } from '../mcp/offer.ts';
import { Problem } from '../problem.ts';
import { REPLAY_HEADER, replayHeader } from '../replay-header.ts';
import type { FindSession } from '../routes/find-session.ts';
import type { OpenSession } from '../routes/open-session.ts';
import { parse } from '../routes/parse.ts';
import { MOST_ANSWER_BYTES } from '../routes/session-routes.ts';
import { answerView } from '../sessions/answer-view.ts';
import type { Session } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { attemptIn } from './attempt.ts';
import { giveToken, keepToken, tokenOf } from './cookie.ts';

const noSession = (): Problem =>
  new Problem(
    404,
    'No such session',
    'No session of this cookie is open: open one with POST /seed_session and send back the cookie it sets.',
  );

const OPTIONS = Object.keys(openRequest.shape);

/** A session as a row of a dataset asks for it: in its `verifier_metadata`; both ids may stand beside it. */
function seedOptions(row: unknown): OpenRequest {
  const { task_id, run_id, verifier_metadata } = isObject(row) ? row : {};
  const named = isObject(verifier_metadata) ? verifier_metadata : {};
  const asked = Object.entries({ task_id, run_id, ...named }).filter(
    ([key, value]) => OPTIONS.includes(key) && value !== undefined,
  );
  if (!asked.some(([key]) => key === 'task_id'))
    throw new Problem(400, 'Bad request', 'Name a task: "task_id" in "verifier_metadata".');
  return parse(openRequest, { ...Object.fromEntries(asked), answer_tool: true });
}

/** The attempt at a task, without what a session was told by `submit_answer` itself already. */
function unsaid(session: Session, response: unknown) {
  const { submitted, message } = attemptIn(response);
  return { submitted: submitted.slice(session.submitted.length), message };
}

/**
 * The contract of a resources server of NeMo Gym: `/seed_session` opens a session and sets its cookie, a
 * POST to the name of a tool calls it, `/verify` gives the reward. What a model wrote is never an error.
 */
export function gymRoutes(
  app: FastifyInstance,
  sessions: Sessions,
  { open, find }: { readonly open: OpenSession; readonly find: FindSession },
): void {
  const sessionOf = async (request: FastifyRequest): Promise<Session> => {
    const token = tokenOf(request);
    const session = token === undefined ? undefined : await find(token);
    if (session === undefined) throw noSession();
    return session;
  };

  app.post('/seed_session', async (request, reply) => {
    const { token } = await open(seedOptions(request.body));
    giveToken(reply, token);
    const headers = { authorization: `Bearer ${token}` };
    return { mcp: { server_name: 'firefly', url_path: '/mcp', transport: 'http', headers } };
  });

  // A name may be whatever a model wrote, slashes too. Names of exports need no escapes in a path.
  app.post('/*', { onRequest: keepToken }, async (request, reply) => {
    const session = await sessionOf(request);
    reply.type('text/plain; charset=utf-8');
    const name = request.url.slice(1);
    const args = request.body ?? {};
    if (!isObject(args)) return errorView('The arguments of a call are a JSON object.');
    if (name === SUBMIT_ANSWER) {
      session.submit(args);
      return ANSWER_RECEIVED;
    }
    const tool = sessionOffer(session).byName.get(name);
    const of = tool ? { server: tool.server, tool: tool.name } : { server: '', tool: name };
    const answer = await session.call({ ...of, arguments: args as JsonObject });
    reply.header(REPLAY_HEADER, replayHeader(answer.meta));
    const unknown = tool === undefined && answer.meta.tier === 'miss';
    return unknown ? errorView(`Unknown tool: ${name}`) : answerView(answer);
  });

  // The first verdict stands: a model that calls a tool "verify" comes here, too, and could else try answers
  // until one is right.
  const verdicts = new WeakMap<Session, Reward>();
  const options = { onRequest: keepToken, bodyLimit: MOST_ANSWER_BYTES };
  app.post('/verify', options, async (request) => {
    const session = await sessionOf(request);
    if (!isObject(request.body))
      throw new Problem(
        400,
        'Bad request',
        'Send the request of the rollout, with its "response".',
      );
    const judged = verdicts.get(session) ?? session.verify(unsaid(session, request.body.response));
    verdicts.set(session, judged);
    sessions.settle(session.token);
    const { reward, partial, label_safe } = judged;
    return {
      // What came goes back, unless it is nested so deep that it cannot be written.
      ...(isKeepable(request.body) ? request.body : {}),
      ...{ reward, partial, reward_components: { reward, partial } },
      ...{ mask_sample: !label_safe, reward_detail: judged },
    };
  });
}
