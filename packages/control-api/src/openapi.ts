import swagger from '@fastify/swagger';
import { json } from '@firefly/contracts/bundle';
import type { FastifyInstance } from 'fastify';
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
} from 'fastify-type-provider-zod';
import { z } from 'zod';

const DESCRIPTION = `Verified training data for tool-calling models from real MCP servers.

Times are ISO 8601 in UTC. Lists come in pages: send \`next\` of one as \`cursor\` for the one after it.
Errors are \`application/problem+json\` (RFC 9457); \`request_id\` names the request in the log of the service.

A key is made by \`firefly keys create\` and sent as \`Authorization: Bearer ff_…\`. Its scope is \`read\`,
\`run\` or \`admin\`; each includes those before it. A service without any key answers the machine it runs
on alone, and wants none.`;

// It refers to itself, so it needs a name to be referred to.
if (!z.globalRegistry.has(json)) z.globalRegistry.add(json, { id: 'Json' });

const SAFE = Number.MAX_SAFE_INTEGER;

/** As JSON Schema for people: without the bounds of every number, and what a format says already. */
const forPeople: Parameters<typeof createJsonSchemaTransform>[0] = {
  zodToJsonConfig: {
    override({ jsonSchema }) {
      if (jsonSchema.minimum === -SAFE) delete jsonSchema.minimum;
      if (jsonSchema.maximum === SAFE) delete jsonSchema.maximum;
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  },
};
const transform = createJsonSchemaTransform(forPeople);

/** Describes the routes that are registered after this as an OpenAPI 3.1 document. */
export async function useOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'FireFly',
        version,
        description: DESCRIPTION,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    },
    transformObject: createJsonSchemaTransformObject(forPeople),
    transform: (document) => {
      const { schema, url } = transform(document);
      const { scope = 'admin' } = document.route.config ?? {};
      return { schema: { ...schema, security: scope === 'open' ? [] : [{ key: [scope] }] }, url };
    },
  });
  app.get('/', { config: { scope: 'open' }, schema: { hide: true } }, (_, reply) =>
    reply.redirect('/docs/'),
  );
  app.get('/openapi.json', { config: { scope: 'open' }, schema: { hide: true } }, () =>
    app.swagger(),
  );
}
