import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { agreementRoutes } from './agreement-routes.ts';
import { fairRouteRoutes } from './route-routes.ts';
import { stallRoutes } from './stall-routes.ts';

/** Knowledge fairs: stalls, routes of the visitors, agreements. */
export function fairRoutes(app: App, deps: Deps): void {
  stallRoutes(app, deps);
  fairRouteRoutes(app, deps);
  agreementRoutes(app, deps);
}
