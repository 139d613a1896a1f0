import { page, pageQuery } from '@firefly/contracts/control-api';
import { toolGraph, toolView } from '@firefly/contracts/control-api/tools';
import { z } from 'zod';
import { pageOf } from '../cursor.ts';
import { gexfOf } from '../gexf.ts';
import type { ControlApiParts } from '../parts.ts';
import { problems, type Routes } from '../route.ts';
import { graphViewOf, toolViewOf } from '../tool-view.ts';
import { runParams, theRun } from './runs.ts';

const GEXF = 'application/gexf+xml';

/** Whether a request without `format` would rather have GEXF than JSON. */
const wantsGexf = (accept: string | undefined): boolean =>
  accept !== undefined && /gexf/i.test(accept) && !/application\/json/i.test(accept);

/** The tools of a run and how they fit together. */
export const runToolRoutes =
  ({ db }: Pick<ControlApiParts, 'db'>): Routes =>
  (app) => {
    app.get(
      '/v1/runs/:run/tools',
      {
        config: { scope: 'read' },
        schema: {
          tags: ['tools'],
          summary: 'Tools of a run: kept or dropped, and why',
          params: runParams,
          querystring: z.object(pageQuery),
          response: { 200: page(toolView), ...problems },
        },
      },
      async ({ params: { run }, query: { limit, cursor } }) => {
        await theRun(db, run);
        const { items, next } = pageOf(await db.tools.list(run), limit, cursor);
        return {
          items: items.map(({ tool, qualification }) => toolViewOf(tool, qualification)),
          next,
        };
      },
    );

    app.get(
      '/v1/runs/:run/graph',
      {
        config: { scope: 'read' },
        schema: {
          tags: ['tools'],
          summary: 'The tool graph of a run',
          description: `As JSON, or as GEXF with \`?format=gexf\` or \`Accept: ${GEXF}\`.`,
          params: runParams,
          querystring: z.object({ format: z.enum(['json', 'gexf']).optional() }),
          response: {
            200: {
              description: 'Tools, and edges with what speaks for them.',
              content: {
                'application/json': { schema: toolGraph },
                [GEXF]: { schema: z.string() },
              },
            },
            ...problems,
          },
        },
      },
      async ({ params: { run }, query, headers }, reply) => {
        await theRun(db, run);
        const tools = await db.tools.list(run);
        const kept = tools.filter(({ qualification }) => qualification.kept);
        const graph = graphViewOf(
          kept.map(({ tool }) => tool),
          await db.graph.edges(run),
        );
        reply.header('vary', 'accept');
        const asGexf =
          query.format === undefined ? wantsGexf(headers.accept) : query.format === 'gexf';
        if (!asGexf) return reply.send(graph);
        return reply
          .type(`${GEXF}; charset=utf-8`)
          .header('content-disposition', `attachment; filename="${run}.gexf"`)
          .send(gexfOf(graph));
      },
    );
  };
