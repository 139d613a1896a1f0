import { randomUUID } from 'node:crypto';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { useAccess } from './access.ts';
import { onBrokenRequest, sendProblem, useProblems } from './errors.ts';
import { makeFollowers } from './followers.ts';
import { refuseNul } from './nul.ts';
import type { ControlApiParts } from './parts.ts';
import { asPlugin } from './route.ts';
import { bundleRoutes } from './routes/bundle.ts';
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
    frameworkErrors: sendProblem,
    genReqId: ({ headers: { 'x-request-id': given } }) =>
      typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID(),
    ...(logger === false ? {} : { loggerInstance: logger }),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  useProblems(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  refuseNul(app);
  useAccess(app, parts.db);
  const followers = makeFollowers(parts.db, (error) => app.log.error({ err: error }, 'following'));
  app.addHook('preClose', async () => followers.close());
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'FireFly',
        version: parts.version,
        description: 'Verified training data for tool-calling models from real MCP servers.',
      },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
  });
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
  ])
    await app.register(asPlugin(routes));
  app.get('/openapi.json', { config: { scope: 'open' }, schema: { hide: true } }, () =>
    app.swagger(),
  );
  return app;
}
