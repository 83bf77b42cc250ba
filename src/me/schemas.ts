import { type Static, Type } from 'typebox';

import { COFFEE_ANSWERS, LETTER_TOPICS, MAIL_KINDS } from '../db/schema/index.ts';
import { Encounter } from '../encounters/schemas.ts';
import { CalendarDate, Id, Instant, Nullable, OneOf, Page, Strict } from '../http/schemas.ts';
import { Person } from '../people/schemas.ts';
import { Membership } from '../programmes/schemas.ts';

const Answer = OneOf('none', 'accepted', 'declined', 'tentative', 'waitlisted');
const Delivery = OneOf('queued', 'sending', 'sent', 'bounced', 'failed', 'unknown');
const day = (description: string) => Type.Optional(Type.Union([CalendarDate, Type.Null()], { description }));

/** The body of `PATCH /me`: what is not named stays as it is, null clears. */
export const AbsenceChange = Strict({
  pausedUntil: day('No invitations up to this day, and on it'),
  awayFrom: day('The first day away'),
  awayUntil: day('The last day away; null with a first day is without an end'),
});

/** An invitation as the person invited sees it. */
export const MyInvitation = Type.Object({
  id: Id,
  gathering: Type.Object({
    id: Id,
    format: Type.String(),
    title: Type.String(),
    status: OneOf('scheduled', 'cancelled', 'closing', 'closed'),
    startsAt: Instant,
    endsAt: Instant,
    timeZone: Type.String(),
    place: Nullable(Type.String()),
    onlineUrl: Nullable(Type.String()),
    seriesId: Nullable(Id, { description: 'The series whose date it is' }),
  }),
  reason: Type.String({ description: 'Why you were invited' }),
  answer: Answer,
  attends: OneOf('room', 'remote'),
  came: Nullable(
    Type.Boolean({
      description:
        'Once the gathering is closed: whether you were checked in, if you had accepted. Shown to you alone.',
    }),
  ),
  answeredAt: Nullable(Instant),
  note: Nullable(Type.String({ description: 'What you wrote to the host' })),
  guests: Type.Array(Type.Object({ name: Type.String(), email: Nullable(Type.String()) }), {
    description: 'Whom you bring from outside',
  }),
  needs: Nullable(Type.String({ description: 'What you said you need' })),
  invitedAt: Instant,
});
export type MyInvitation = Static<typeof MyInvitation>;
export const MyInvitationPage = Page(MyInvitation);

/** A person's private calendar address. */
export const MyCalendar = Type.Object({
  url: Nullable(Type.String({ description: 'Shown when it is made, and never again' })),
  createdAt: Nullable(Instant),
});
export type MyCalendar = Static<typeof MyCalendar>;

const Where = { gatheringId: Id, title: Type.String() };

/** Everything that is kept about a person, for that person. Secrets are kept as hashes and are of use to nobody. */
export const OwnData = Type.Object({
  exportedAt: Instant,
  person: Type.Object({ ...Person.properties, role: OneOf('member', 'organiser', 'admin') }),
  invitations: Type.Array(MyInvitation),
  seriesInvitations: Type.Array(
    Type.Object({
      seriesId: Id,
      title: Type.String(),
      answer: Answer,
      answeredAt: Nullable(Instant),
      invitedAt: Instant,
    }),
    { description: 'Series that you are invited to as a whole' },
  ),
  programmes: Type.Array(
    Type.Object({
      programmeId: Id,
      title: Type.String(),
      ...Membership.properties,
      leftAt: Nullable(Instant),
    }),
    { description: 'Programmes that you belong to or have left' },
  ),
  programmeParts: Type.Array(Type.Object({ ...Where, part: OneOf('left-out', 'hosted', 'facilitated') }), {
    description: 'Dates of programmes that you ran, or for which there was no place for you',
  }),
  standUpLines: Type.Array(
    Type.Object({ ...Where, couldHelp: Nullable(Type.String()), needsHelp: Nullable(Type.String()) }),
    { description: 'What you left for stand-ups' },
  ),
  calendarAddressSince: Nullable(Instant),
  checkIns: Type.Array(Type.Object({ ...Where, checkedInAt: Instant })),
  seats: Type.Array(Type.Object({ ...Where, round: Type.Integer(), table: Type.Integer() })),
  encounters: Type.Array(Encounter),
  saidWeMet: Type.Array(
    Type.Object({ ...Where, name: Type.String(), stayInTouch: Type.Boolean(), saidAt: Instant }),
    { description: 'Whom you said that you met, for 30 days; nobody else sees it' },
  ),
  matches: Type.Array(
    Type.Object({
      ...Where,
      partners: Type.Array(Type.String()),
      answer: Nullable(OneOf(...COFFEE_ANSWERS)),
      stayInTouch: Type.Boolean(),
    }),
    { description: 'Whom you were matched with for coffee, and whether you said that you met' },
  ),
  doNotMatch: Type.Array(Type.Object({ name: Type.String(), since: Instant }), {
    description: 'Whom you do not want to be matched with; nobody else sees it',
  }),
  gatherings: Type.Array(
    Type.Object({
      ...Where,
      host: Type.Boolean(),
      facilitator: Type.Boolean(),
      scheduledByYou: Type.Boolean(),
    }),
    { description: 'Those you host, facilitate or scheduled' },
  ),
  introductions: Type.Array(
    Type.Object({
      topic: Type.String(),
      askedAt: Instant,
      wanted: Nullable(Type.Boolean({ description: 'What you said' })),
      introduced: Type.Boolean({ description: 'Both said yes' }),
    }),
    { description: 'People you were asked to be introduced to' },
  ),
  selfAssessments: Type.Array(
    Type.Object({ selfAssessmentId: Id, unit: Type.String(), voted: Type.Boolean() }),
    { description: 'Sessions of your team whose voting lasts; what you voted is kept nowhere' },
  ),
  questionVotes: Type.Array(Type.Object({ gatheringId: Id, questionId: Type.String({ format: 'uuid' }) }), {
    description: 'Questions you vote for in boxes that are open; nothing is kept once a box is closed',
  }),
  peerAssists: Type.Array(
    Type.Object({
      peerAssistId: Id,
      practice: Nullable(Type.String()),
      problem: Nullable(Type.String()),
      host: Type.Boolean(),
      facilitator: Type.Boolean(),
      askedForByYou: Type.Boolean(),
      panel: Nullable(
        Type.Object(
          { state: OneOf('proposed', 'asked', 'out'), reason: Type.String() },
          {
            description:
              'Where you stand on the panel that is asked for help; `out`: somebody else was chosen',
          },
        ),
      ),
    }),
    { description: 'Peer assists that you ask for, lead or were proposed for' },
  ),
  fairs: Type.Object(
    {
      stalls: Type.Array(Type.Object({ ...Where, stall: Type.String() })),
      asks: Type.Array(Type.Object({ ...Where, asks: Type.Array(Type.String()), stepFree: Type.Boolean() })),
      visits: Type.Array(
        Type.Object({ ...Where, round: Type.Integer(), stall: Type.String(), onDuty: Type.Boolean() }),
      ),
      agreements: Type.Array(
        Type.Object({
          ...Where,
          supplier: Type.String(),
          demander: Type.String(),
          topic: Type.String(),
          firstStep: Type.String(),
          date: CalendarDate,
          youSay: Nullable(OneOf('kept', 'not-yet', 'no')),
        }),
      ),
    },
    { description: 'Knowledge fairs: stalls you staff, what you ask for, your routes and agreements' },
  ),
  mails: Type.Array(
    Type.Object({
      id: Id,
      kind: OneOf(...MAIL_KINDS),
      letter: Nullable(Type.String({ description: 'The kind of a letter', examples: ['coffee.match'] })),
      invitationId: Nullable(Id),
      delivery: Delivery,
      createdAt: Instant,
      sentAt: Nullable(Instant),
    }),
  ),
  replies: Type.Array(
    Type.Object({
      receivedAt: Instant,
      invitationId: Nullable(Id),
      kind: Nullable(Type.String({ description: 'What your mail was taken for; null while it is unread' })),
      subject: Nullable(Type.String()),
      text: Nullable(Type.String({ description: 'What the organiser reads' })),
    }),
    { description: 'What came back by mail to the addresses of your invitations' },
  ),
  stops: Type.Array(Type.Object({ hostId: Nullable(Id), seriesId: Nullable(Id), since: Instant }), {
    description: 'Hosts and series whose invitations you have stopped',
  }),
  letterStops: Type.Array(Type.Object({ topic: OneOf(...LETTER_TOPICS), since: Instant }), {
    description: 'Topics whose letters you have stopped',
  }),
  suppressions: Type.Array(Type.Object({ reason: Type.String(), detail: Type.String(), since: Instant }), {
    description: 'Addresses of yours that get no mail, and why',
  }),
  sessions: Type.Array(Type.Object({ startedAt: Instant, expiresAt: Instant })),
  signInLinks: Type.Array(Type.Object({ createdAt: Instant, expiresAt: Instant, usedAt: Nullable(Instant) })),
});
export type OwnData = Static<typeof OwnData>;
