import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';

import { authentication } from './accounts/authentication.ts';
import type { Deps } from './deps.ts';
import { encounterRoutes } from './encounters/routes.ts';
import { gatheringRoutes } from './gatherings/routes.ts';
import { groupRoutes } from './groups/routes.ts';
import { healthRoutes } from './health/routes.ts';
import type { App } from './http/app-type.ts';
import { installDocumentation } from './http/documentation.ts';
import { installErrorHandling } from './http/errors.ts';
import { tooManyRequests } from './http/rate-limits.ts';
import { installRequestLog } from './http/request-log.ts';
import { ProblemSchema } from './http/schemas.ts';
import { createValidatorCompiler } from './http/validators.ts';
import { invitationPageRoutes } from './invitations/page-routes.ts';
import { promote } from './invitations/promote.ts';
import { invitationRoutes } from './invitations/routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { mailboxRoutes } from './platform/mailbox-routes.ts';

/** Bodies are small JSON; the import route sets its own, larger limit. */
const BODY_BYTES_MAX = 256 * 1024;
/** Time for a request to arrive in full, against connections that trickle. */
const REQUEST_TIMEOUT_MS = 60_000;
const CLOSE_GRACE_MS = 5_000;

export type AppOptions = {
  /** Requests a minute from one address, before a route's own limit; off for measurements. */
  requestsPerMinuteMax?: number | false;
};

/**
 * A whole organisation may answer from behind one address within a minute; more than 50 requests a second from one
 * address is a fault or an attack.
 */
const REQUESTS_PER_MINUTE_MAX = 3_000;

/**
 * The one application, for production, tests and the OpenAPI writer alike: validation, errors and limits live inside,
 * and the slices stand in one visible list.
 */
export async function buildApp(deps: Deps, options: AppOptions = {}): Promise<App> {
  const app: App = Fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: deps.env.trustProxy,
    forceCloseConnections: 'idle',
    pluginTimeout: CLOSE_GRACE_MS,
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setValidatorCompiler(createValidatorCompiler());
  app.addSchema(ProblemSchema);
  app.decorateRequest('principal', null);
  installErrorHandling(app);
  installRequestLog(app, deps);
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 16 * 1024 });
  const requestsPerMinuteMax = options.requestsPerMinuteMax ?? REQUESTS_PER_MINUTE_MAX;
  if (requestsPerMinuteMax !== false) {
    await app.register(rateLimit, {
      max: requestsPerMinuteMax,
      timeWindow: '1 minute',
      errorResponseBuilder: tooManyRequests,
    });
  }
  await installDocumentation(app);

  await app.register(async (open: App) => {
    healthRoutes(open, deps);
    invitationPageRoutes(open, deps);
    if (deps.env.smtpUrl === null) mailboxRoutes(open, deps);
  });
  await app.register(
    async (api: App) => {
      authentication(api, deps);
      await peopleRoutes(api, deps);
      gatheringRoutes(api, deps, { placesAdded: promote });
      invitationRoutes(api, deps);
      groupRoutes(api, deps);
      encounterRoutes(api, deps);
    },
    { prefix: '/api/v1' },
  );
  return app;
}
