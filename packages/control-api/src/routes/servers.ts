import { page } from '@firefly/contracts/control-api';
import { newServer, serverDetail, serverItem } from '@firefly/contracts/control-api/servers';
import { serverName } from '@firefly/contracts/mcp-config';
import type { Json } from '@firefly/domain/json';
import { z } from 'zod';
import type { ControlApiParts, KnownServer } from '../parts.ts';
import { Problem } from '../problem.ts';
import { problems, type Routes } from '../route.ts';
import { serverDetailView, serverItemView } from '../server-view.ts';

export const serverParams = z.object({ server: serverName });

/** The server of a route. */
export async function theServer(
  servers: Pick<ControlApiParts['servers'], 'list'>,
  name: string,
): Promise<KnownServer> {
  const found = (await servers.list()).find((server) => server.name === name);
  if (found !== undefined) return found;
  throw new Problem(404, `There is no server "${name}". GET /v1/servers lists them.`);
}

const NO_STDIO =
  'This server is a program, which would run where the workers do. The operator allows that with FIREFLY_ALLOW_STDIO=1, or names it in the mcp.json of the service; a server that has a "url" may be added.';

const taken = (name: string): Problem =>
  new Problem(409, `#/name: there is a server "${name}" already. Take another name.`, {
    errors: [{ detail: 'is taken', pointer: '#/name' }],
  });

/** The servers of the service: added, looked at, removed. */
export const serverRoutes =
  ({
    db,
    servers,
    allowStdio = false,
  }: Pick<ControlApiParts, 'db' | 'servers' | 'allowStdio'>): Routes =>
  (app) => {
    const detailOf = async (name: string) =>
      serverDetailView(await theServer(servers, name), await db.serverChecks.find(name));

    app.get(
      '/v1/servers',
      {
        config: { scope: 'read' },
        schema: {
          tags: ['servers'],
          summary: 'Servers that runs may use',
          response: { 200: page(serverItem), ...problems },
        },
      },
      async () => ({ items: (await servers.list()).map(serverItemView), next: null }),
    );

    app.get(
      '/v1/servers/:server',
      {
        config: { scope: 'read' },
        schema: {
          tags: ['servers'],
          summary: 'A server: its entry, what may be called of it, its last check',
          params: serverParams,
          response: { 200: serverDetail, ...problems },
        },
      },
      ({ params }) => detailOf(params.server),
    );

    app.post(
      '/v1/servers',
      {
        config: { scope: 'admin' },
        schema: {
          tags: ['servers'],
          summary: 'Add a server',
          body: newServer,
          response: { 201: serverDetail, ...problems },
        },
      },
      async ({ body: { name, entry }, caller }, reply) => {
        if (!('url' in entry) && !allowStdio)
          throw new Problem(403, NO_STDIO, {
            errors: [{ detail: 'is a program', pointer: '#/entry/command' }],
          });
        const faults = servers
          .refusals(entry)
          .map(({ detail, pointer }) => ({ detail, pointer: `#/entry${pointer}` }));
        const [first, ...more] = faults;
        if (first !== undefined)
          throw new Problem(
            422,
            `${first.pointer}: ${first.detail}${more.length > 0 ? ` (and ${more.length} more)` : ''}`,
            { errors: faults },
          );
        const known = (await servers.list()).some((server) => server.name === name);
        const row = { name, entry: entry as unknown as Json, addedBy: caller.id };
        if (known || !(await db.serverEntries.add(row))) throw taken(name);
        return reply
          .code(201)
          .header('location', `/v1/servers/${name}`)
          .send(await detailOf(name));
      },
    );

    app.delete(
      '/v1/servers/:server',
      {
        config: { scope: 'admin' },
        schema: {
          tags: ['servers'],
          summary: 'Remove a server that was added here',
          params: serverParams,
          response: { 204: z.null().describe('It is gone.'), ...problems },
        },
      },
      async ({ params: { server: name } }, reply) => {
        const { source } = await theServer(servers, name);
        if (source === 'file')
          throw new Problem(
            409,
            `"${name}" stands in the mcp.json of the service: take it out there.`,
          );
        const [run, ...more] = await db.serviceRuns.using(name);
        if (run !== undefined)
          throw new Problem(
            409,
            `Run ${run}${more.length > 0 ? ` (and ${more.length} more)` : ''} uses "${name}". Wait for its end, or cancel it: POST /v1/runs/${run}/cancel.`,
          );
        await db.serverEntries.remove(name);
        return reply.code(204).send(null);
      },
    );
  };
