import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

/** Nothing of the page comes from elsewhere; its styles stand in elements, too. */
const POLICY = {
  'default-src': "'self'",
  'img-src': "'self' data:",
  'style-src': "'self' 'unsafe-inline'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
};

/** `/docs`: the OpenAPI document as a page for people. */
export async function useDocs(app: FastifyInstance): Promise<void> {
  await app.register(async (docs) => {
    docs.addHook('onRoute', (route) => {
      route.config = { ...route.config, scope: 'open' };
    });
    await docs.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: POLICY,
      theme: { title: 'FireFly: the API' },
      uiConfig: {
        // Without the bar on top, which asks for other documents.
        layout: 'BaseLayout',
        docExpansion: 'list',
        displayRequestDuration: true,
        // A checker elsewhere would be sent the document.
        validatorUrl: null,
      },
    });
  });
}
