import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';

import type { App } from './app-type.ts';
import { describeRoute } from './describe-route.ts';

/** The API's own version, raised with a breaking change. */
const API_VERSION = '1.0.0';

/** There is one document to show: no bar to look for another. */
const DOCS_STYLES = '.swagger-ui .topbar { display: none; }';

/** OpenAPI 3.1 from the routes' schemas, at `/openapi.json`, and a page to browse it, at `/docs`. */
export async function installDocumentation(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Acquaint',
        version: API_VERSION,
        description:
          'Plans gatherings, mixes people on purpose and remembers who met whom. Errors are RFC 9457 problem details; ' +
          'lists are paged by cursor; every POST takes an Idempotency-Key.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/', description: 'this server' }],
      components: {
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'An API key with the role admin or organiser',
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'acquaint_session',
            description: 'Sign-in by mailed link',
          },
        },
      },
      tags: [
        { name: 'people', description: 'The directory' },
        { name: 'gatherings', description: 'Schedule, change and cancel' },
        { name: 'invitations', description: 'Whom to invite, and what they answered' },
        { name: 'rounds', description: 'Tables, check-ins and what came of them' },
        { name: 'coffee', description: 'Coffee trials: rounds, and one’s own matches' },
        { name: 'me', description: 'What belongs to the signed-in person alone' },
        { name: 'accounts', description: 'API keys and sign-in' },
        { name: 'operations', description: 'Health and metrics' },
      ],
    },
    transform: ({ schema, url, route }) => ({ schema: schema ? describeRoute(schema, route) : schema, url }),
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `schema-${index}`),
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    uiConfig: { deepLinking: true },
    theme: { title: 'API · Acquaint', css: [{ filename: 'acquaint.css', content: DOCS_STYLES }] },
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
