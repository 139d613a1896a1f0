import { runRequest } from '@firefly/contracts/control-api';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { useApi } from './testing/api.ts';

const api = useApi();

interface Operation {
  readonly summary?: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
  readonly requestBody?: { readonly content: Readonly<Record<string, { examples?: object }>> };
}

async function documented() {
  const { paths, ...rest } = (await api.app().inject('/openapi.json')).json();
  const operations = Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );
  return { document: { paths, ...rest }, operations };
}

test('the document is OpenAPI 3.1, and names nothing of /admin or /docs', async () => {
  const { document } = await documented();
  const validator = new Validator();
  expect(await validator.validate(document)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  expect(validator.resolveRefs()).toBeDefined();
  expect(Object.keys(document.paths).filter((path) => /admin|docs|openapi/.test(path))).toEqual([]);
});

test('each route says in words what it does, its problems, and which scope it takes', async () => {
  const { document, operations } = await documented();
  expect(document.components.securitySchemes).toEqual({ key: { type: 'http', scheme: 'bearer' } });
  expect(operations.length).toBeGreaterThan(7);
  for (const { name, operation } of operations) {
    expect(operation.summary, name).toBeTruthy();
    for (const status of ['4XX', '5XX'])
      expect(Object.keys(operation.responses[status]?.content ?? {}), `${name} ${status}`).toEqual([
        'application/problem+json',
      ]);
  }
  const scopes = Object.fromEntries(
    operations.map(({ name, operation }) => [name, operation.security?.flatMap(({ key }) => key)]),
  );
  expect(scopes).toMatchObject({
    'GET /healthz': [],
    'GET /v1/runs': ['read'],
    'POST /v1/runs': ['run'],
    'POST /v1/runs/{run}/cancel': ['run'],
  });
});

test('the examples of a run are runs', async () => {
  const { operations } = await documented();
  const ask = operations.find(({ name }) => name === 'POST /v1/runs');
  const examples = ask?.operation.requestBody?.content['application/json']?.examples ?? {};
  const given = Object.values(examples).map(({ value }) => value);
  expect(given).toHaveLength(2);
  for (const each of given) expect(runRequest.parse(each)).toMatchObject(each);
});
