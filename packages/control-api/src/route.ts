import type { IncomingMessage, ServerResponse } from 'node:http';
import { problem } from '@firefly/contracts/control-api';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyPluginAsync,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';

/** The app as routes see it: their schemas are zod's. */
export type ApiApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** A group of routes. */
export type Routes = (app: ApiApp) => void;

/** Routes as a plugin of the app. */
export const asPlugin =
  (routes: Routes): FastifyPluginAsync =>
  async (app) =>
    routes(app.withTypeProvider<ZodTypeProvider>());

/** The answers that any route may give beside its own. */
export const problems = {
  '4xx': {
    description: 'A problem with the request.',
    content: { 'application/problem+json': { schema: problem } },
  },
  '5xx': {
    description: 'A problem of the service.',
    content: { 'application/problem+json': { schema: problem } },
  },
} as const;
