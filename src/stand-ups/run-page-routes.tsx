import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import { authenticate } from '../accounts/authentication.ts';
import type { Deps } from '../deps.ts';
import { lockGathering, manages } from '../gatherings/queries.ts';
import type { App } from '../http/app-type.ts';
import { showProblemsAsPages } from '../http/errors.ts';
import { OWN_ID } from '../http/formats.ts';
import { languageOf } from '../languages/language-of.ts';
import { type Language, languageOfTag } from '../languages/languages.ts';
import { speak } from '../languages/speak.ts';
import { findLetter } from '../letters/find-letter.ts';
import { LanguageQuery, pagePolicy, sendPage } from '../pages/layout.tsx';
import { createLinkGuard, tokenHashOf } from '../pages/link-guard.ts';
import { findPerson } from '../people/queries.ts';
import { CLOCK_HASH } from './clock-script.ts';
import { finish } from './finish.ts';
import { findStandUpDate, type StandUpDate, speakersOf } from './queries.ts';
import { RunPage } from './run-page.tsx';

const hide = true;
const params = Type.Object({ key: Type.String({ maxLength: 200 }) });
const querystring = Type.Object({
  lang: LanguageQuery,
  turn: Type.Integer({ minimum: 0, maximum: 1_000, default: 0 }),
  out: Type.String({ maxLength: 400, default: '', pattern: '^(\\d{1,3}(\\.\\d{1,3})*)?$' }),
});
/** A checkbox for each who was there, by name. */
const body = Type.Union([Type.Record(Type.String(), Type.String()), Type.Null()]);

type Opened = { date: StandUpDate; language: Language };

/**
 * `/stand-ups/{key}`: the page to run a date, by the link that host and facilitator get, or by its id for whoever is
 * signed in and manages it. GET changes nothing; POST finishes. Needs form bodies.
 */
export function standUpPages(app: App, deps: Deps): void {
  app.register(async (pages: App) => {
    showProblemsAsPages(pages);
    const guard = createLinkGuard(pages);

    pages.get('/stand-ups/:key', {
      schema: { hide, params, querystring },
      handler: async (request, reply) => {
        const opened = await open(request, request.params.key, deps);
        if (!opened) throw await guard(request);
        const { turn, out, lang } = request.query;
        const places = new Set(out === '' ? [] : out.split('.').map(Number));
        return send(reply, deps, withLanguage(opened, lang), { turn, out: places });
      },
    });

    pages.post('/stand-ups/:key', {
      schema: { hide, params, querystring, body },
      handler: async (request, reply) => {
        const opened = await open(request, request.params.key, deps);
        if (!opened) throw await guard(request);
        const presentIds = Object.entries(request.body ?? {}).flatMap(([name, id]) =>
          name.startsWith('at-') && OWN_ID.test(id) ? [id] : [],
        );
        await deps.db.transaction(async (tx) => {
          await lockGathering(tx, opened.date.gathering.id);
          const date = await findStandUpDate(tx, opened.date.gathering.id);
          if (date) await finish(tx, { date, presentIds }, deps.now());
        });
        const date = (await findStandUpDate(deps.db, opened.date.gathering.id)) ?? opened.date;
        const shown = withLanguage({ ...opened, date }, request.query.lang);
        return send(reply, deps, shown, { turn: Number.MAX_SAFE_INTEGER, out: new Set() });
      },
    });
  });
}

function withLanguage(opened: Opened, lang: string | undefined): Opened {
  return { ...opened, language: languageOfTag(lang ?? '') ?? opened.language };
}

async function open(request: FastifyRequest, key: string, deps: Deps): Promise<Opened | null> {
  if (!OWN_ID.test(key)) {
    const tokenHash = tokenHashOf(key);
    const letter = tokenHash && (await findLetter(deps.db, tokenHash));
    if (letter?.kind !== 'stand-up.run') return null;
    const date = await findStandUpDate(deps.db, letter.subjectId);
    const { gathering } = date ?? {};
    // Who does not lead it any more has no business with it.
    const leads = [gathering?.hostId, gathering?.facilitatorId].includes(letter.personId);
    return date && leads ? { date, language: languageOf(letter.person) } : null;
  }
  const principal = await authenticate(request, deps);
  const person = principal?.personId ? await findPerson(deps.db, principal.personId) : null;
  const date = person && (await findStandUpDate(deps.db, key));
  if (!principal || !person || !date || !manages(principal, date.gathering)) return null;
  return { date, language: languageOf(person) };
}

async function send(
  reply: FastifyReply,
  deps: Deps,
  { date, language }: Opened,
  { turn, out }: { turn: number; out: ReadonlySet<number> },
): Promise<FastifyReply> {
  const speech = speak(language);
  const { gathering } = date;
  const speakers = await speakersOf(deps.db, date);
  const begun = gathering.startsAt <= deps.now();
  return sendPage(reply, {
    title: speech.say('stand-up.title'),
    language,
    wide: true,
    referrer: 'same-origin',
    policy: pagePolicy(CLOCK_HASH),
    children: <RunPage {...{ gathering, begun, speakers, turn, out, speech }} />,
  });
}
