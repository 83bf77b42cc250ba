import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';

import { signedIn, toSignIn } from '../accounts/signed-in.ts';
import type { Person } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { encountersOf } from '../encounters/queries.ts';
import { strikeOut } from '../encounters/strike-out.ts';
import { feedUrl, makeFeed } from '../feeds/make-feed.ts';
import { feedSince } from '../feeds/queries.ts';
import { revokeFeed } from '../feeds/revoke-feed.ts';
import type { App } from '../http/app-type.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { IdParams, OneOf, Strict } from '../http/schemas.ts';
import { languageOf } from '../languages/language-of.ts';
import { LANGUAGES } from '../languages/languages.ts';
import { speak } from '../languages/speak.ts';
import { sendPage } from '../pages/layout.tsx';
import { changePerson } from '../people/change-person.ts';
import { programmesFor } from '../programmes/queries.ts';
import { changeOwnProgramme } from './change-programme.ts';
import { DONE, MePage, type MePageProps } from './me-page.tsx';
import { unitsNotMet, upcomingOf } from './queries.ts';
import { readOwnData } from './read-own-data.ts';
import { dayOf } from './when.ts';

/** A list to read through, not to measure: the rest is a page further. */
const MET_PER_PAGE = 20;

const hide = true;
const MeQuery = Type.Object({
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  done: Type.Optional(Type.String({ maxLength: 20 })),
});
const Written = Type.String({ default: '', maxLength: 100 });
/** Strict, as what it holds is written to the directory: the form is no way to another field. */
const AbsenceBody = Strict({ pausedUntil: Written, awayFrom: Written, awayUntil: Written });
const CalendarBody = Strict({ action: OneOf('make', 'revoke') });
const ProgrammeBody = Strict({
  action: OneOf('join', 'leave', 'pause', 'skip'),
  until: Written,
  date: Written,
});
const LanguageBody = Strict({ preferredLanguage: OneOf(...LANGUAGES, '') });

/** The pages of the person who is signed in; without a session they lead to the sign-in. Needs form bodies. */
export function mePages(app: App, deps: Deps): void {
  app.get('/me', {
    schema: { hide, querystring: MeQuery },
    handler: async (request, reply) => {
      const person = await signedIn(request, deps);
      if (!person) return toSignIn(reply);
      const { cursor, done } = request.query;
      return sendMe(reply, deps, person, { cursor, done: DONE.find((word) => word === done) });
    },
  });

  app.post('/me/encounters/:id/strike-out', {
    schema: { hide, params: IdParams },
    handler: async (request, reply) => {
      const person = await signedIn(request, deps);
      if (!person) return toSignIn(reply);
      const input = { personId: person.id, encounterId: request.params.id };
      // Pressed twice, or struck out by the other meanwhile: it is gone, as was asked.
      await deps.db.transaction((tx) => strikeOut(tx, input));
      return reply.redirect('/me?done=struck-out', 303);
    },
  });

  app.post('/me/absence', {
    schema: { hide, body: AbsenceBody },
    handler: async (request, reply) => {
      const person = await signedIn(request, deps);
      if (!person) return toSignIn(reply);
      const written = request.body;
      const input = { id: person.id, changes: written };
      const outcome = await deps.db.transaction((tx) => changePerson(tx, input, deps.now()));
      if (outcome && 'problems' in outcome) {
        return sendMe(reply, deps, person, { absence: { written, problems: outcome.problems }, status: 422 });
      }
      return reply.redirect('/me?done=saved', 303);
    },
  });

  app.post('/me/language', {
    schema: { hide, body: LanguageBody },
    handler: async (request, reply) => {
      const person = await signedIn(request, deps);
      if (!person) return toSignIn(reply);
      const input = { id: person.id, changes: request.body };
      await deps.db.transaction((tx) => changePerson(tx, input, deps.now()));
      return reply.redirect('/me?done=saved', 303);
    },
  });

  app.post('/me/calendar', {
    schema: { hide, body: CalendarBody },
    handler: async (request, reply) => {
      const person = await signedIn(request, deps);
      if (!person) return toSignIn(reply);
      if (request.body.action === 'revoke') {
        await deps.db.transaction((tx) => revokeFeed(tx, person.id));
        return reply.redirect('/me?done=saved', 303);
      }
      const token = await deps.db.transaction((tx) => makeFeed(tx, person.id, deps.now()));
      return sendMe(reply, deps, person, { calendarUrl: feedUrl(deps, token) });
    },
  });

  app.post('/me/programmes/:id', {
    schema: { hide, params: IdParams, body: ProgrammeBody },
    handler: async (request, reply) => {
      const person = await signedIn(request, deps);
      if (!person) return toSignIn(reply);
      const { id } = request.params;
      const input = { id, personId: person.id, form: request.body };
      const done = await deps.db.transaction((tx) => changeOwnProgramme(tx, input, deps, deps.now()));
      if (done === null || typeof done === 'string') {
        return reply.redirect(`/me?done=${done ?? 'left'}#programmes`, 303);
      }
      return sendMe(reply, deps, person, { refused: { id, why: done.why }, status: 422 });
    },
  });

  app.get('/me/export', {
    schema: { hide },
    handler: async (request, reply) => {
      const person = await signedIn(request, deps);
      if (!person) return toSignIn(reply);
      const data = await readOwnData(deps, person);
      return reply
        .headers({
          'cache-control': 'no-store',
          'content-type': 'application/json; charset=utf-8',
          'content-disposition': 'attachment; filename="acquaint.json"',
        })
        .send(`${JSON.stringify(data, null, 2)}\n`);
    },
  });
}

type Shown = {
  cursor?: string | undefined;
  done?: MePageProps['done'];
  absence?: MePageProps['absence'];
  refused?: MePageProps['refused'];
  /** The private calendar's address, right after it was made. */
  calendarUrl?: string;
  status?: number;
};

async function sendMe(reply: FastifyReply, deps: Deps, person: Person, shown: Shown): Promise<FastifyReply> {
  const { cursor, calendarUrl: url, status = 200, ...rest } = shown;
  const now = deps.now();
  const [upcoming, programmes, encounters, units, since] = await Promise.all([
    upcomingOf(deps.db, person.id, now),
    programmesFor(deps.db, person.id, now),
    encountersOf(deps.db, person.id, { after: afterId(cursor), limit: MET_PER_PAGE, newestFirst: true }),
    unitsNotMet(deps.db, person, dayOf(now, person.timeZone)),
    feedSince(deps.db, person.id),
  ]);
  const { items: met, nextCursor: earlier } = pageOf(encounters, MET_PER_PAGE);
  const language = languageOf(person);
  const speech = speak(language);
  const props = {
    speech,
    person,
    upcoming,
    programmes,
    met,
    earlier,
    unitsNotMet: units,
    calendar: { since, url },
    ...rest,
  };
  return sendPage(reply, {
    title: speech.say('me.title'),
    language,
    status,
    // Its forms act under a session, which asks browsers for the origin of their page.
    referrer: 'same-origin',
    children: <MePage {...props} />,
  });
}
