import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { requestLanguage } from '../http/request-language.ts';
import { speak } from '../languages/speak.ts';
import { FrontPage } from './front-page.tsx';
import { sendPage } from './layout.tsx';

/** The front page. */
export function frontPageRoutes(app: App, deps: Deps): void {
  app.get('/', {
    schema: { hide: true },
    handler: async (request, reply) => {
      const language = requestLanguage(request);
      const speech = speak(language);
      const children = <FrontPage mailbox={deps.env.smtpUrl === null} speech={speech} />;
      return sendPage(reply, { title: speech.say('front.title'), language, choice: true, children });
    },
  });
}
