import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

import { bytea } from './accounts.ts';
import { gatherings } from './gatherings.ts';
import { people } from './people.ts';
import { series } from './series.ts';

/** Where a hybrid gathering is attended: each has its own places and its own waiting list. */
export const ATTENDANCES = ['room', 'remote'] as const;
export type Attendance = (typeof ATTENDANCES)[number];

/** Somebody from outside whom a person brings. */
export type OutsideGuest = { name: string; email: string | null };

/** One clause of why somebody is invited: by name, as a draw tells it (`DrawReason` of the engine), or as an assister. */
export type ReasonPart =
  | { kind: 'by-name' }
  | { kind: 'alone-from'; names: string[] }
  | { kind: 'met-nobody' }
  | { kind: 'met-nobody-from'; location: string }
  | { kind: 'not-invited-lately' }
  | { kind: 'from'; unit: string; location: string }
  // Of an assister: what they offer, that their team is ahead, and that the host's team has not met them.
  | { kind: 'offers'; topic: string }
  | { kind: 'unit-ahead' }
  | { kind: 'not-met-hosts' }
  | { kind: 'by-host' }
  // Of somebody who came without an invitation.
  | { kind: 'walked-in' };

/** Order of arrival on a waiting list; taken while the gathering's row is locked, so it never runs backwards. */
export const waitlistOrder = pgSequence('waitlist_order');

/**
 * One person asked to one gathering, or to a series as a whole, and what they answered. An invitation to a series is a
 * standing one: it has an invitation of its own for each date, which names it and takes over its answer until the date
 * has an answer of its own.
 */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid().primaryKey(),
    /** Null for an invitation to a series. */
    gatheringId: uuid().references(() => gatherings.id, { onDelete: 'cascade' }),
    /** Set for an invitation to a series alone. */
    seriesId: uuid().references(() => series.id, { onDelete: 'cascade' }),
    /** The invitation to the series that this one is a date of. */
    standingId: uuid().references((): AnyPgColumn => invitations.id, { onDelete: 'set null' }),
    /** Whether the answer was given for this date alone; a later answer for the series leaves it as it is. */
    answeredAlone: boolean().notNull().default(false),
    /** When the organiser took the invitation back. The row stays so that the guest's calendar can be told. */
    uninvitedAt: timestamp({ withTimezone: true }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** Why this person: an English sentence for the person and the organiser. */
    reason: text().notNull(),
    /** What that sentence is made of, for other languages; null where only the sentence was kept. */
    reasonParts: jsonb().$type<ReasonPart[]>(),
    /** The seed of the draw that chose this person, so that the same draw again invites nobody else; null: by name. */
    drawSeed: bigint({ mode: 'number' }),
    answer: text({ enum: ['none', 'accepted', 'declined', 'tentative', 'waitlisted'] })
      .notNull()
      .default('none'),
    answeredAt: timestamp({ withTimezone: true }),
    /** Where a hybrid gathering is attended; `room` wherever there is no choice. */
    attends: text({ enum: ATTENDANCES }).notNull().default('room'),
    /** What the person wrote to the host with the answer. */
    note: text(),
    /** Whom the person brings from outside; each takes a place. Forgotten with the needs. */
    guests: jsonb().$type<OutsideGuest[]>().notNull().default([]),
    /** Access and food needs, for the host; deleted two weeks after the gathering. */
    needs: text(),
    /** Place in the order of arrival while `answer` is waitlisted. */
    waitlistNumber: bigint({ mode: 'number' }),
    /** Until when a place is kept for somebody on the waiting list; null while none is offered. */
    offeredUntil: timestamp({ withTimezone: true }),
    /** How the waiting list was left, by whoever was on it: with a place, by letting an offer pass, or by choice. */
    leftWaitlist: text({ enum: ['accepted', 'expired', 'withdrawn'] }),
    /** SEQUENCE and DTSTAMP of the last reply by calendar: older ones that arrive later are dropped (RFC 5546 §2.1.5). */
    replySequence: integer(),
    replyStampedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    unique('invitations_gathering_person_key').on(t.gatheringId, t.personId),
    unique('invitations_series_person_key').on(t.seriesId, t.personId),
    index('invitations_standing_idx').on(t.standingId),
    check('invitations_about_check', sql`(${t.gatheringId} is null) <> (${t.seriesId} is null)`),
    index('invitations_person_idx').on(t.personId, t.createdAt),
    index('invitations_waitlist_idx')
      .on(t.gatheringId, t.waitlistNumber)
      .where(sql`${t.answer} = 'waitlisted'`),
    index('invitations_offered_idx').on(t.offeredUntil).where(sql`${t.offeredUntil} is not null`),
    check('invitations_offered_check', sql`${t.offeredUntil} is null or ${t.answer} = 'waitlisted'`),
    check(
      'invitations_left_waitlist_check',
      sql`${t.leftWaitlist} is null
        or ${t.leftWaitlist} in ('accepted', 'expired', 'withdrawn') and ${t.answer} <> 'waitlisted'`,
    ),
    check(
      'invitations_answer_check',
      sql`${t.answer} in ('none', 'accepted', 'declined', 'tentative', 'waitlisted')`,
    ),
    check('invitations_attends_check', sql`${t.attends} in ('room', 'remote')`),
    check(
      'invitations_waitlist_check',
      sql`(${t.answer} = 'waitlisted') = (${t.waitlistNumber} is not null)`,
    ),
  ],
);
export type Invitation = typeof invitations.$inferSelect;

/**
 * Personal links of an invitation, one token for each purpose and each mail, and the one address that its calendar
 * programs reply to. Only the SHA-256 is kept: the raw token exists in the mail alone.
 */
export const invitationTokens = pgTable(
  'invitation_tokens',
  {
    tokenHash: bytea().primaryKey(),
    invitationId: uuid()
      .notNull()
      .references(() => invitations.id, { onDelete: 'cascade' }),
    purpose: text({ enum: ['answer', 'unsubscribe', 'calendar'] }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    index('invitation_tokens_invitation_idx').on(t.invitationId),
    check('invitation_tokens_purpose_check', sql`${t.purpose} in ('answer', 'unsubscribe', 'calendar')`),
  ],
);
