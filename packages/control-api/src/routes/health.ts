import { METRICS_TYPE } from '@firefly/service/health';
import { z } from 'zod';
import type { ControlApiParts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { problems, type Routes } from '../route.ts';

const well = z.object({ status: z.literal('ok') });

/** For whatever watches over the process. */
export const healthRoutes =
  ({ unready, metricsText }: Pick<ControlApiParts, 'unready' | 'metricsText'>): Routes =>
  (app) => {
    const schema = { tags: ['service'], response: { 200: well, ...problems } };
    app.get(
      '/healthz',
      { config: { scope: 'open' }, schema: { ...schema, summary: 'Whether the process lives' } },
      async () => ({ status: 'ok' as const }),
    );
    app.get(
      '/readyz',
      { config: { scope: 'open' }, schema: { ...schema, summary: 'Whether it can take requests' } },
      async () => {
        const reason = await unready();
        if (reason !== null) throw new Problem(503, reason);
        return { status: 'ok' as const };
      },
    );
    app.get(
      '/metrics',
      {
        config: { scope: 'read' },
        schema: {
          tags: ['service'],
          summary: 'The metrics of this process, for Prometheus',
          produces: [METRICS_TYPE],
          response: { 200: z.string(), ...problems },
        },
      },
      async (_, reply) =>
        reply
          .type(METRICS_TYPE)
          .serializer(String)
          .send(await metricsText()),
    );
  };
