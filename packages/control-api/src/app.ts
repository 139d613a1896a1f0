import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { useAccess } from './access.ts';
import { useBoard } from './admin/board.ts';
import { signInRoutes } from './admin/sign-in-routes.ts';
import { onBrokenRequest, sendProblem, useProblems } from './errors.ts';
import { makeFollowers } from './followers.ts';
import { useMeasures } from './measure.ts';
import { refuseNul } from './nul.ts';
import { useOpenApi } from './openapi.ts';
import type { ControlApiParts } from './parts.ts';
import { logRequest, useRequestLog } from './request-log.ts';
import { asPlugin } from './route.ts';
import { bundleRoutes } from './routes/bundle.ts';
import { useDocs } from './routes/docs.ts';
import { healthRoutes } from './routes/health.ts';
import { runEventRoutes } from './routes/run-events.ts';
import { runMoveRoutes } from './routes/run-moves.ts';
import { runRemovalRoutes } from './routes/run-removal.ts';
import { runToolRoutes } from './routes/run-tools.ts';
import { runRoutes } from './routes/runs.ts';
import { serverCheckRoutes } from './routes/server-checks.ts';
import { serverRoutes } from './routes/servers.ts';
import { taskRoutes } from './routes/tasks.ts';
import { trajectoryRoutes } from './routes/trajectories.ts';

const MAX_BODY_BYTES = 1 << 20;
const REQUEST_MS = 30_000;
/** A request id of the caller's is taken if it is as short and plain as ours. */
const REQUEST_ID = /^[\w.-]{1,64}$/;

/** The control API, built without listening. */
export async function makeControlApi(
  parts: ControlApiParts,
  logger: FastifyBaseLogger | false = false,
): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: true,
    clientErrorHandler: onBrokenRequest,
    // What has no path that can be read comes to no route, and no hook.
    frameworkErrors(error, request, reply) {
      logRequest(request, reply);
      sendProblem(error, request, reply);
    },
    genReqId: ({ headers: { 'x-request-id': given } }) =>
      typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID(),
    // One line a request is ours: see request-log.ts.
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'request_id',
    }),
    ...(logger === false ? {} : { loggerInstance: logger }),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  useProblems(app);
  useRequestLog(app);
  useMeasures(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  refuseNul(app);
  useAccess(app, parts.db);
  const followers = makeFollowers(parts.db, (error) => app.log.error({ err: error }, 'following'));
  app.addHook('preClose', async () => followers.close());
  await useOpenApi(app, parts.version);
  for (const routes of [
    healthRoutes(parts),
    runRoutes(parts),
    runMoveRoutes(parts),
    runRemovalRoutes(parts),
    runEventRoutes(parts, followers),
    runToolRoutes(parts),
    taskRoutes(parts),
    trajectoryRoutes(parts),
    bundleRoutes(parts),
    serverRoutes(parts),
    serverCheckRoutes(parts),
    signInRoutes(parts.db),
  ])
    await app.register(asPlugin(routes));
  await useDocs(app);
  await useBoard(app, parts.queues.shown);
  return app;
}
