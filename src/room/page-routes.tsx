import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { showProblemsAsPages } from '../http/errors.ts';
import { doorPageRoutes } from './door-page-routes.tsx';
import { phonePageRoutes } from './phone-page-routes.tsx';
import { screenPageRoutes } from './screen-page-routes.tsx';

/** The pages of a room: the door, what a phone at the door shows, the screen and the table cards. Needs form bodies. */
export function roomPages(app: App, deps: Deps): void {
  app.register(async (pages: App) => {
    showProblemsAsPages(pages);
    doorPageRoutes(pages, deps);
    phonePageRoutes(pages, deps);
    screenPageRoutes(pages, deps);
  });
}
