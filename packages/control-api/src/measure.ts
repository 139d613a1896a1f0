import { requestAnswered } from '@firefly/telemetry/instruments';
import type { FastifyInstance } from 'fastify';

/** Measures every request by its route; what no route answers counts as one, whatever was asked for. */
export function useMeasures(app: FastifyInstance): void {
  app.addHook('onResponse', async ({ method, routeOptions, is404 }, reply) => {
    const route = is404 ? 'none' : (routeOptions.url ?? 'none');
    requestAnswered(method, route, reply.statusCode, reply.elapsedTime);
  });
}
