import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { FrontPage } from './front-page.tsx';
import { sendPage } from './layout.tsx';

/** The front page. */
export function frontPageRoutes(app: App, deps: Deps): void {
  app.get('/', {
    schema: { hide: true },
    handler: async (_request, reply) =>
      sendPage(reply, {
        title: 'Welcome',
        children: <FrontPage mailbox={deps.env.smtpUrl === null} />,
      }),
  });
}
