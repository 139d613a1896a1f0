import { ended } from '@firefly/contracts/run-events';
import { z } from 'zod';
import { LOOPBACK } from '../caller.ts';
import type { Followers } from '../followers.ts';
import type { ControlApiParts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { problems, type Routes } from '../route.ts';
import { runParams, theRun } from './runs.ts';

const MOST_FOLLOWERS = 10_000;
const number = z.coerce.number().int().min(0).max(2_147_483_647);

/** The events of a run as a stream of server-sent events. */
export const runEventRoutes =
  ({ db }: Pick<ControlApiParts, 'db'>, followers: Followers): Routes =>
  (app) => {
    /** Number of the event with which a run ended: what was noted behind it is of work that was under way. */
    const endOf = async (id: string, count: number): Promise<number> => {
      const statuses = await db.events.statuses(id);
      return statuses.findLast(({ status }) => ended.has(status))?.seq ?? count;
    };

    app.get(
      '/v1/runs/:run/events',
      {
        config: { scope: 'read' },
        // An answer without a body cannot be followed.
        exposeHeadRoute: false,
        schema: {
          tags: ['runs'],
          summary: 'Follow a run',
          description:
            'A stream of server-sent events: `status`, `progress`, `server`, `tasks`, each with a number as its id. ' +
            'Without `Last-Event-ID` (or `after`) it begins with the first. Once the run has ended and ' +
            'everything was sent, a follower that comes back gets 204.',
          params: runParams,
          querystring: z.object({ after: number.optional() }),
          headers: z.object({ 'last-event-id': number.optional() }),
          response: {
            200: {
              description: 'The stream.',
              content: { 'text/event-stream': { schema: z.string() } },
            },
            204: z.null().describe('It has ended, and you have read all of it.'),
            ...problems,
          },
        },
      },
      async (request, reply) => {
        const { run: id } = request.params;
        const run = await theRun(db, id);
        const count = (await db.events.heads([id])).get(id)?.count ?? 0;
        const asked = request.headers['last-event-id'] ?? request.query.after ?? 0;
        // A number that was never given out is one of another database: there is nothing to go on from.
        const after = asked > count ? 0 : asked;
        if (ended.has(run.status) && after >= (await endOf(id, count)))
          return reply.code(204).send(null);
        if (followers.size >= MOST_FOLLOWERS)
          throw new Problem(503, 'Too many follow runs here now.', {
            headers: { 'retry-after': '30' },
          });
        reply.hijack();
        const { raw } = reply;
        raw.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
          'x-request-id': request.id,
        });
        // Who waits for the first event knows that it was heard.
        raw.flushHeaders();
        const keyId = request.caller === LOOPBACK ? null : request.caller.id;
        const { leave } = followers.follow({ runId: id, after, keyId, stream: raw });
        raw.on('close', leave);
        raw.on('error', leave);
      },
    );
  };
