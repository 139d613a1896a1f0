import { readFile } from 'node:fs/promises';
import { type Scope, scopes } from '@firefly/contracts/control-api';
import { expect, test } from 'vitest';
import { newKey } from './api-key.ts';
import { useServiceApi } from './testing/service-api.ts';

const api = useServiceApi();
const page = new URL('../../../docs/api.md', import.meta.url);

/** Rows of the table: methods with paths, and the scope that is said of them. */
const rows = (text: string): { routes: string[]; scope: string }[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((row) => {
      const [, routes = '', scope = ''] = row.split('|').map((cell) => cell.trim());
      return { routes: routes.match(/[A-Z]+ \/[^`]+/g) ?? [], scope };
    });

test('docs/api.md lists every route of the document', async () => {
  const { paths } = (await api().ask('GET', '/openapi.json')).json as {
    paths: Record<string, Record<string, unknown>>;
  };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const listed = rows(await readFile(page, 'utf8')).flatMap((row) => row.routes);
  expect(listed.toSorted()).toEqual(routes.toSorted());
});

test('each route takes the scope that docs/api.md says, and no lesser one', async () => {
  const { db, app } = api();
  const keys = new Map<string, string>();
  for (const scope of scopes) {
    const { id, key, hash } = newKey();
    await db.apiKeys.create({ id, name: scope, scopes: [scope], hash });
    keys.set(scope, key);
  }
  const statusOf = async (route: string, key: string | undefined): Promise<number> => {
    const [method = '', path = ''] = route.split(' ');
    const reply = await app.inject({
      ...{ method: method as 'GET', url: path.replaceAll(/\{\w+\}/g, 'none') },
      headers: { host: 'localhost', ...(key && { authorization: `Bearer ${key}` }) },
    });
    return reply.statusCode;
  };
  for (const { routes, scope } of rows(await readFile(page, 'utf8')))
    for (const route of routes) {
      if (scope === 'none') {
        expect(await statusOf(route, undefined), route).toBe(200);
        continue;
      }
      const at = scopes.indexOf(scope as Scope);
      expect(await statusOf(route, undefined), route).toBe(401);
      for (const [rank, other] of scopes.entries())
        expect((await statusOf(route, keys.get(other))) === 403, `${route} ${other}`).toBe(
          rank < at,
        );
    }
});
