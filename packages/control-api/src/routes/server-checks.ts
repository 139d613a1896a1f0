import { randomUUID } from 'node:crypto';
import { page, pageQuery } from '@firefly/contracts/control-api';
import { checkedTool, serverCheck, serverReport } from '@firefly/contracts/control-api/servers';
import { z } from 'zod';
import { pageOf } from '../cursor.ts';
import type { ControlApiParts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { problems, type Routes } from '../route.ts';
import { checkView } from '../server-view.ts';
import { serverParams, theServer } from './servers.ts';

/** Looks at servers, done by workers: what they offer, and what a run would make of it. */
export const serverCheckRoutes =
  ({ db, queues, servers }: Pick<ControlApiParts, 'db' | 'queues' | 'servers'>): Routes =>
  (app) => {
    app.post(
      '/v1/servers/:server/check',
      {
        config: { scope: 'run' },
        schema: {
          tags: ['servers'],
          summary: 'Have a server looked at',
          description:
            'A worker connects it and lists its tools, and calls none. GET /v1/servers/{server} shows how that went.',
          params: serverParams,
          response: { 202: serverCheck, ...problems },
        },
      },
      async ({ params: { server: name } }, reply) => {
        await theServer(servers, name);
        const id = randomUUID();
        await db.serverChecks.begin(name, id);
        await queues.producer.enqueue({ queue: 'check', payload: { server: name, id } }, 0);
        const check = await db.serverChecks.find(name);
        if (check === null) throw new Problem(404, `The server "${name}" was removed meanwhile.`);
        return reply.code(202).header('location', `/v1/servers/${name}`).send(checkView(check));
      },
    );

    app.get(
      '/v1/servers/:server/tools',
      {
        config: { scope: 'read' },
        schema: {
          tags: ['servers'],
          summary: 'Tools of a server, as its last check found them',
          params: serverParams,
          querystring: z.object(pageQuery),
          response: { 200: page(checkedTool), ...problems },
        },
      },
      async ({ params: { server: name }, query: { limit, cursor } }) => {
        await theServer(servers, name);
        const check = await db.serverChecks.find(name);
        if (check?.status === 'passed' && check.report !== null)
          return pageOf(serverReport.parse(check.report).tools, limit, cursor);
        const how =
          check === null
            ? `"${name}" was not checked yet: POST /v1/servers/${name}/check asks for that.`
            : check.status === 'pending'
              ? `The check of "${name}" is not done yet: GET /v1/servers/${name} shows when it is.`
              : `The last check of "${name}" failed: ${check.reason}`;
        throw new Problem(409, how);
      },
    );
  };
