import { authenticate } from '../accounts/authentication.ts';
import { signedIn, toSignIn } from '../accounts/signed-in.ts';
import { plainLine } from '../calendar/plain-text.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { showProblemsAsPages } from '../http/errors.ts';
import { IdParams } from '../http/schemas.ts';
import { languageOf } from '../languages/language-of.ts';
import { speak } from '../languages/speak.ts';
import { sendPage } from '../pages/layout.tsx';
import { noAssist } from './assist-problems.ts';
import { partOf, visibleAssist } from './queries.ts';
import { sheetOf } from './sheet.ts';
import { SheetView } from './sheet-view.tsx';

/** `/peer-assists/{id}/sheet`: the facilitator's sheet, for those who run the meeting and are signed in. */
export function sheetPageRoutes(app: App, deps: Deps): void {
  app.register(async (pages: App) => {
    showProblemsAsPages(pages);
    pages.get('/peer-assists/:id/sheet', {
      schema: { hide: true, params: IdParams },
      handler: async (request, reply) => {
        const person = await signedIn(request, deps);
        const principal = await authenticate(request, deps);
        if (!person || !principal) return toSignIn(reply);
        const found = await visibleAssist(deps.db, principal, request.params.id);
        if (!found || partOf(principal, found.assist) === 'assister') throw noAssist();
        const language = languageOf(person);
        const speech = speak(language);
        const sheet = await sheetOf(deps.db, found, speech);
        if (!sheet) throw noAssist();
        return sendPage(reply, {
          title: plainLine(sheet.title),
          language,
          children: <SheetView sheet={sheet} speech={speech} />,
        });
      },
    });
  });
}
