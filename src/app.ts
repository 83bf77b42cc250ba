import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';

import { authentication } from './accounts/authentication.ts';
import { accountRoutes } from './accounts/routes.ts';
import { signInRoutes } from './accounts/sign-in-routes.ts';
import { coffeeRoutes } from './coffee/routes.ts';
import type { Deps } from './deps.ts';
import { encounterRoutes } from './encounters/routes.ts';
import { addTeamStall } from './fairs/add-team-stall.ts';
import { fairRoutes } from './fairs/routes.ts';
import { feedRoutes } from './feeds/routes.ts';
import { gatheringRoutes } from './gatherings/routes.ts';
import { groupRoutes } from './groups/routes.ts';
import { healthRoutes } from './health/routes.ts';
import type { App } from './http/app-type.ts';
import { installBodyParsers } from './http/body-parsers.ts';
import { handleClientError } from './http/client-errors.ts';
import type { Ahead } from './http/compile-ahead.ts';
import { installDocumentation } from './http/documentation.ts';
import { handleError, installErrorHandling } from './http/errors.ts';
import { installRateLimits } from './http/rate-limits.ts';
import { installRequestLog } from './http/request-log.ts';
import { ProblemSchema } from './http/schemas.ts';
import { installSecurityHeaders } from './http/security-headers.ts';
import { createSerializerFactory } from './http/serializers.ts';
import { installStorableText } from './http/storable-text.ts';
import { createValidatorCompiler } from './http/validators.ts';
import { inboundRoutes } from './inbound/routes.ts';
import { giveBackPlaces } from './invitations/give-back-places.ts';
import { inviteToDates } from './invitations/invite-to-dates.ts';
import { noteRoutes } from './invitations/note-routes.ts';
import { offerPlaces } from './invitations/offer-places.ts';
import { invitationPageRoutes } from './invitations/page-routes.ts';
import { invitationRoutes } from './invitations/routes.ts';
import { LETTERS } from './letter-kinds.ts';
import { letterPageRoutes } from './letters/page-routes.tsx';
import { coffeePages } from './me/coffee-page-routes.tsx';
import { doNotMatchRoutes } from './me/do-not-match-routes.ts';
import { mePages } from './me/page-routes.tsx';
import { meRoutes } from './me/routes.ts';
import { frontPageRoutes } from './pages/routes.tsx';
import { draftAssist } from './peer-assists/draft.ts';
import { handOverAssist } from './peer-assists/hand-over-assist.ts';
import { sheetPageRoutes } from './peer-assists/page-routes.tsx';
import { peerAssistRoutes } from './peer-assists/routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { mailboxRoutes } from './platform/mailbox-routes.ts';
import { previewRoutes } from './previews/routes.tsx';
import { endWithSeries } from './programmes/end-programme.ts';
import { followSeries } from './programmes/follow-series.ts';
import { programmeMemberRoutes } from './programmes/member-routes.ts';
import { programmeRoutes } from './programmes/routes.ts';
import { roomPages } from './room/page-routes.tsx';
import { roomRoutes } from './room/routes.ts';
import { frameworkRoutes } from './self-assessments/framework-routes.ts';
import { selfAssessmentRoutes } from './self-assessments/routes.ts';
import { seriesRoutes } from './series/routes.ts';
import { standUpRoutes } from './stand-ups/routes.ts';
import { standUpPages } from './stand-ups/run-page-routes.tsx';
import { townHallRoutes } from './town-halls/routes.ts';

/** Bodies are small JSON; the import route sets its own, larger limit. */
const BODY_BYTES_MAX = 256 * 1024;
/** Forms of our pages hold a word or an address. */
const FORM_BYTES_MAX = 16 * 1024;
/** Time for a request to arrive in full, against connections that trickle. */
const REQUEST_TIMEOUT_MS = 60_000;
const CLOSE_GRACE_MS = 5_000;

export type AppOptions = {
  /** Requests a minute from one address, before a route's own limit; off for measurements. */
  requestsPerMinuteMax?: number | false;
  /** Takes what routes compile with their first request, for a service to compile before. */
  ahead?: Ahead;
};

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
    genReqId: () => randomUUID(),
    frameworkErrors: handleError,
    clientErrorHandler: handleClientError,
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory: { buildSerializer: createSerializerFactory(options.ahead) } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setValidatorCompiler(createValidatorCompiler(options.ahead));
  app.addSchema(ProblemSchema);
  app.decorateRequest('principal', null);
  installErrorHandling(app);
  installRequestLog(app, deps);
  installSecurityHeaders(app);
  installBodyParsers(app);
  installStorableText(app);
  await app.register(cookie);
  await installRateLimits(app, options.requestsPerMinuteMax);
  await installDocumentation(app);

  await app.register(async (open: App) => {
    healthRoutes(open, deps);
    await open.register(formbody, { bodyLimit: FORM_BYTES_MAX });
    frontPageRoutes(open, deps);
    signInRoutes(open, deps);
    feedRoutes(open, deps);
    mePages(open, deps);
    coffeePages(open, deps);
    sheetPageRoutes(open, deps);
    roomPages(open, deps);
    invitationPageRoutes(open, deps);
    letterPageRoutes(open, deps, LETTERS);
    standUpPages(open, deps);
    if (deps.env.smtpUrl === null) mailboxRoutes(open, deps, { beside: previewRoutes });
  });
  await app.register(
    async (api: App) => {
      authentication(api, deps);
      accountRoutes(api, deps);
      await peopleRoutes(api, deps, { erasing: giveBackPlaces });
      gatheringRoutes(api, deps, { placesAdded: offerPlaces, handedOver: handOverAssist });
      seriesRoutes(api, deps, {
        datesAdded: inviteToDates,
        placesAdded: offerPlaces,
        continued: followSeries,
        cancelled: endWithSeries,
      });
      invitationRoutes(api, deps);
      inboundRoutes(api, deps);
      noteRoutes(api, deps);
      groupRoutes(api, deps);
      encounterRoutes(api, deps);
      peerAssistRoutes(api, deps);
      programmeRoutes(api, deps);
      programmeMemberRoutes(api, deps);
      standUpRoutes(api, deps);
      frameworkRoutes(api, deps, { draftAssist, addTeamStall });
      coffeeRoutes(api, deps);
      doNotMatchRoutes(api, deps);
      selfAssessmentRoutes(api, deps);
      townHallRoutes(api, deps);
      fairRoutes(api, deps);
      roomRoutes(api, deps);
      meRoutes(api, deps);
    },
    { prefix: '/api/v1' },
  );
  return app;
}
