import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { showProblemsAsPages } from '../http/errors.ts';
import { installMultipartForms } from '../http/multipart-form.ts';
import { createLinkGuard } from '../pages/link-guard.ts';
import { answerPageRoutes } from './answer-page-routes.tsx';
import { unsubscribePageRoutes } from './unsubscribe-page-routes.tsx';

/** The pages behind personal links in mail: no sign-in, no cookie, no script. */
export function invitationPageRoutes(app: App, deps: Deps): void {
  app.register(async (pages: App) => {
    installMultipartForms(pages);
    showProblemsAsPages(pages);
    const guard = createLinkGuard(pages);
    answerPageRoutes(pages, deps, guard);
    unsubscribePageRoutes(pages, deps, guard);
  });
}
