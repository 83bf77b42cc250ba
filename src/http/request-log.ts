import type { Deps } from '../deps.ts';
import type { App } from './app-type.ts';

/** Probes and scrapes come every few seconds; they are logged at debug only, so that an idle minute is quiet. */
const QUIET_ROUTES = new Set(['/livez', '/readyz', '/metrics']);

/** One line a request, with the route's pattern instead of its path: paths hold tokens and ids. */
export function installRequestLog(app: App, deps: Deps): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const seconds = reply.elapsedTime / 1000;
    deps.metrics.httpRequests.observe({ method: request.method, route, status: reply.statusCode }, seconds);
    const line = {
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    if (QUIET_ROUTES.has(route)) request.log.debug(line, 'request');
    else request.log.info(line, 'request');
  });
}
