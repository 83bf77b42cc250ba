import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';

import { closesAt } from '../calendar/closes-at.ts';
import { plainLine, plainText } from '../calendar/plain-text.ts';
import { ATTENDANCES } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { isOpen } from '../gatherings/is-open.ts';
import { GUESTS_MAX } from '../gatherings/schemas.ts';
import type { App } from '../http/app-type.ts';
import { languageOf } from '../languages/language-of.ts';
import { speak } from '../languages/speak.ts';
import { LanguageQuery, sendPage } from '../pages/layout.tsx';
import { type LinkGuard, tokenHashOf } from '../pages/link-guard.ts';
import { readEmailAddress } from '../people/email-address.ts';
import { ANSWERS, type Answer, type Attending, answer, type Bringing, type Words } from './answer.ts';
import { AnswerPage, type AnswerPageProps } from './answer-page.tsx';
import { answerSeries } from './answer-series.ts';
import { calendarFile } from './calendar-file.ts';
import { findLink, type Link } from './link.ts';
import { SeriesPage, type SeriesPageProps } from './series-page.tsx';
import { findStandingLink, type StandingLink } from './standing-link.ts';
import { whoIsComing } from './who-is-coming.ts';

const tags = ['invitations'];
const params = Type.Object({ token: Type.String({ description: 'The secret of a personal link' }) });
const Html = { 'text/html': { schema: Type.String() } };

/**
 * `/r/{token}`: GET and HEAD only show, because mail scanners open every link; POST answers. The link works as often
 * as its owner likes until the gathering begins.
 */
export function answerPageRoutes(app: App, deps: Deps, guard: LinkGuard): void {
  app.get('/r/:token', {
    schema: {
      operationId: 'showAnswerPage',
      tags,
      summary: 'Show the answer page; changes nothing',
      params,
      querystring: Type.Object({
        answer: Type.Optional(Type.String({ description: 'Sets one button off' })),
        lang: LanguageQuery,
      }),
      response: {
        200: { description: 'The gathering and the form', content: Html },
        404: { description: 'No such link, or the gathering has begun', content: Html },
      },
    },
    handler: async (request, reply) => {
      const link = await openLink(deps, request.params.token);
      if (!link) {
        const standing = await openStandingLink(deps, request.params.token);
        if (!standing) throw await guard(request);
        return sendSeriesPage(reply, 200, request.query, { link: standing });
      }
      const coming = await whoIsComing(deps.db, gathererOf(link));
      const suggested = answerOf(request.query.answer);
      const closed = closesAt(link.gathering) <= deps.now();
      const props = { link, coming, closed, ...(suggested ? { suggested } : {}) };
      return sendAnswerPage(deps, reply, 200, request, props);
    },
  });

  app.post('/r/:token', {
    schema: {
      operationId: 'answerInvitation',
      tags,
      summary: 'Answer the invitation',
      description:
        'Form field `answer`: accepted, declined or tentative. May be sent again to change the answer; after the ' +
        'cut-off, who has accepted may still decline until the gathering begins.',
      consumes: ['application/x-www-form-urlencoded', 'multipart/form-data'],
      params,
      querystring: Type.Object({ lang: LanguageQuery }),
      body: Type.Object({
        answer: Type.Optional(Type.String({ description: ANSWERS.join(', ') })),
        note: Type.Optional(
          Type.String({ description: 'For the host; cut at 500 characters, empty takes it back' }),
        ),
        attends: Type.Optional(
          Type.String({ description: 'room or remote, of a hybrid gathering; left out, as before' }),
        ),
        ...GUEST_FIELDS,
        needs: Type.Optional(Type.String({ description: 'Access and food needs, where they are asked for' })),
        date: Type.Optional(
          Type.String({
            description: 'Of a series, the one gathering that is answered; left out, all of them',
          }),
        ),
      }),
      response: {
        200: { description: 'Recorded; where this person stands now', content: Html },
        400: { description: 'Not one of the answers', content: Html },
        404: { description: 'No such link, or the gathering has begun', content: Html },
        409: { description: 'The gathering was cancelled, or takes no more answers', content: Html },
      },
    },
    handler: async (request, reply) => {
      const tokenHash = tokenHashOf(request.params.token);
      if (!tokenHash) throw await guard(request);
      const wanted = answerOf(request.body.answer);
      if (!wanted) {
        const link = await openLink(deps, request.params.token);
        if (link) return sendAnswerPage(deps, reply, 400, request, { link, mistaken: true });
        const standing = await openStandingLink(deps, request.params.token);
        if (!standing) throw await guard(request);
        return sendSeriesPage(reply, 400, request.query, { link: standing, mistaken: true });
      }
      const now = deps.now();
      const result = await deps.db.transaction((tx) =>
        answer(
          tx,
          {
            key: { tokenHash },
            answer: wanted,
            ...wordsOf(request.body),
            ...guestsOf(request.body),
            ...attendingOf(request.body),
          },
          now,
        ),
      );
      switch (result.outcome) {
        case 'recorded':
          return sendAnswerPage(deps, reply, 200, request, {
            link: result.link,
            answered: true,
            closed: closesAt(result.link.gathering) <= now,
            noRoomForGuests: result.noRoomForGuests,
            noPlaceThere: result.noPlaceThere,
          });
        case 'cancelled':
          return sendAnswerPage(deps, reply, 409, request, { link: result.link });
        case 'over': {
          const link = await openLink(deps, request.params.token);
          if (!link) throw await guard(request);
          return sendAnswerPage(deps, reply, 409, request, { link, closed: true });
        }
        case 'unknown':
          break;
      }
      const input = {
        key: { tokenHash },
        answer: wanted,
        date: request.body.date,
        ...attendingOf(request.body),
      };
      const series = await deps.db.transaction((tx) => answerSeries(tx, input, now));
      if (!('link' in series)) throw await guard(request);
      const { link, outcome } = series;
      const recorded = outcome === 'recorded';
      return sendSeriesPage(reply, recorded ? 200 : 409, request.query, { link, answered: recorded });
    },
  });

  app.get('/r/:token/calendar.ics', {
    schema: {
      operationId: 'getCalendarFile',
      tags,
      summary: 'The gathering as a calendar file, without anything personal',
      params,
      response: {
        200: { description: 'iCalendar', content: { 'text/calendar': { schema: Type.String() } } },
        404: { description: 'No such link, or the gathering has begun', content: Html },
      },
    },
    handler: async (request, reply) => {
      const link = await openLink(deps, request.params.token);
      if (link?.gathering.status !== 'scheduled') throw await guard(request);
      return reply
        .header('content-type', 'text/calendar; charset=utf-8')
        .header('content-disposition', 'attachment; filename="gathering.ics"')
        .send(calendarFile(link, deps.env.mailFrom, deps.now()));
    },
  });
}

/** Names and addresses of guests, one field each: forms of mail programs repeat no field. */
const GUEST_FIELDS = Object.fromEntries(
  Array.from({ length: GUESTS_MAX }, (_, i) => i + 1).flatMap((number) => [
    [
      `guest${number}Name`,
      Type.Optional(Type.String({ description: 'Who is brought, where that is allowed' })),
    ],
    [`guest${number}Email`, Type.Optional(Type.String({ description: 'May be left out' }))],
  ]),
);

/** Who is brought, without those that have no name; nothing when the form does not speak of it. */
function guestsOf(form: Record<string, unknown>): Bringing {
  if (!('guest1Name' in form)) return {};
  const text = (name: string) =>
    plainLine(String(form[name] ?? ''))
      .normalize('NFC')
      .slice(0, GUEST_NAME_LENGTH_MAX);
  const guests = Array.from({ length: GUESTS_MAX }, (_, i) => ({
    name: text(`guest${i + 1}Name`),
    email: readEmailAddress(String(form[`guest${i + 1}Email`] ?? '')),
  }));
  return { guests: guests.filter(({ name }) => name !== '') };
}

/** How somebody attends, where the form says one of the two. */
function attendingOf({ attends }: { attends?: string }): Attending {
  return { attends: ATTENDANCES.find((known) => known === attends) };
}

/** As long as a name of the directory. */
const GUEST_NAME_LENGTH_MAX = 100;
/** As much as a host reads before the meeting. */
const WORDS_LENGTH_MAX = 500;

function wordsOf({ note, needs }: { note?: string; needs?: string }): Words {
  const tidy = (text: string) => plainText(text).normalize('NFC').slice(0, WORDS_LENGTH_MAX).trim() || null;
  return {
    ...(note === undefined ? {} : { note: tidy(note) }),
    ...(needs === undefined ? {} : { needs: tidy(needs) }),
  };
}

/** In the language asked for, else in the person's. */
function sendAnswerPage(
  deps: Deps,
  reply: FastifyReply,
  status: number,
  { params: { token }, query: { lang } }: { params: { token: string }; query: { lang?: string } },
  props: Omit<AnswerPageProps, 'speech' | 'calendarUrl' | 'doorUrl'>,
): FastifyReply {
  const language = languageOf(props.link.person, lang);
  const { gathering, invitation } = props.link;
  const doorUrl = `${deps.publicUrl()}/gatherings/${gathering.id}/door?guest=${invitation.personId}`;
  const more = { speech: speak(language), calendarUrl: `/r/${token}/calendar.ics`, doorUrl };
  const children = <AnswerPage {...props} {...more} />;
  return sendPage(reply, { title: props.link.gathering.title, status, language, choice: true, children });
}

/** The same for the link of a series. */
function sendSeriesPage(
  reply: FastifyReply,
  status: number,
  { lang }: { lang?: string },
  props: Omit<SeriesPageProps, 'speech'>,
): FastifyReply {
  const language = languageOf(props.link.person, lang);
  const children = <SeriesPage {...props} speech={speak(language)} />;
  return sendPage(reply, { title: props.link.series.plan.title, status, language, choice: true, children });
}

/** The link of a series leads somewhere as long as a date is to come. */
async function openStandingLink(deps: Deps, token: string): Promise<StandingLink | null> {
  const tokenHash = tokenHashOf(token);
  const link = tokenHash && (await findStandingLink(deps.db, { tokenHash }, deps.now()));
  return link && link.dates.length > 0 ? link : null;
}

/** A link that still leads somewhere: until the beginning, to a gathering that is open or was cancelled. */
async function openLink(deps: Deps, token: string): Promise<Link | null> {
  const tokenHash = tokenHashOf(token);
  const link = tokenHash && (await findLink(deps.db, { tokenHash }));
  if (!link) return null;
  const now = deps.now();
  const { gathering } = link;
  const cancelled = gathering.status === 'cancelled' && gathering.startsAt > now;
  return cancelled || isOpen(gathering, now) ? link : null;
}

const gathererOf = ({ gathering, invitation }: Link) => ({
  gatheringId: gathering.id,
  personId: invitation.personId,
});

function answerOf(text: string | undefined): Answer | undefined {
  return ANSWERS.find((known) => known === text);
}
