import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

import { people } from './people.ts';
import { series } from './series.ts';

/** Whom a gathering is for: everybody, or the union of the named units, locations and people. */
export type Audience = { everyone?: true; units?: string[]; locations?: string[]; personIds?: string[] };
/** Tables asked for when the gathering was scheduled. */
export type Mixing = { tableSize: number; rounds: number };
/** One line of the agenda; the minutes of all blocks add up to the length. */
export type AgendaBlock = { title: string; minutes: number; kind: string };
/** Which reminders go out: to whom has not answered, and a day and an hour before to those who come. */
export type Reminders = { noAnswer: boolean; dayBefore: boolean; hourBefore: boolean };
/** What an organiser gets who says nothing. An hour before, most people are in their calendar anyway. */
export const REMINDERS_DEFAULT: Reminders = { noAnswer: true, dayBefore: true, hourBefore: false };
/** An offer made in the evening can be answered in the morning. */
export const OFFER_HOURS_DEFAULT = 12;
/** What those who are asked for help are told beforehand: of a peer assist. */
export type Briefing = {
  problem: string;
  decision: string;
  /** As `2026-12-10`. */
  decisionOn: string;
  hopedFor: string[];
};
/** Figures frozen when the gathering closed: they outlive the people in them. */
export type Outcome = {
  invited: number;
  accepted: number;
  attended: number;
  /** Who accepted and did not check in; missing in what was frozen before it was counted. */
  noShows?: number;
  pairsMet: number;
  newPairShare: number | null;
  mixRatio: number | null;
};

/** One occurrence. `startLocal` + `timeZone` is the truth; `startsAt` and `endsAt` are computed from them. */
export const gatherings = pgTable(
  'gatherings',
  {
    id: uuid().primaryKey(),
    format: text().notNull(),
    title: text().notNull(),
    purpose: text(),
    startLocal: text().notNull(),
    timeZone: text().notNull(),
    startResolution: text({ enum: ['exact', 'gap', 'first-of-two'] }).notNull(),
    startsAt: timestamp({ withTimezone: true }).notNull(),
    endsAt: timestamp({ withTimezone: true }).notNull(),
    durationMinutes: integer().notNull(),
    place: text(),
    onlineUrl: text(),
    /** Places; of a hybrid gathering those in the room. */
    capacity: integer(),
    /** Whether people come to the room or join remotely, as they choose. */
    hybrid: boolean().notNull().default(false),
    /** Remote places of a hybrid gathering; null: no limit. */
    remoteCapacity: integer(),
    /** How long a place that comes free is kept for whom it is offered to. */
    offerHours: integer().notNull().default(OFFER_HOURS_DEFAULT),
    hostId: uuid().references(() => people.id, { onDelete: 'set null' }),
    facilitatorId: uuid().references(() => people.id, { onDelete: 'set null' }),
    /** Until when people answer and change their answer; null: until the start. */
    answerUntil: timestamp({ withTimezone: true }),
    /** How many people from outside each of those invited may bring; they take places. */
    guestsAllowed: integer().notNull().default(0),
    /** Whether the answer page asks for access and food needs. */
    asksNeeds: boolean().notNull().default(false),
    audience: jsonb().$type<Audience>().notNull(),
    mixing: jsonb().$type<Mixing>(),
    reminders: jsonb().$type<Reminders>().notNull().default(REMINDERS_DEFAULT),
    agenda: jsonb().$type<AgendaBlock[]>().notNull(),
    /** Of a peer assist, what the assisters are told; null for other gatherings. */
    briefing: jsonb().$type<Briefing>(),
    status: text({ enum: ['scheduled', 'cancelled', 'closing', 'closed'] })
      .notNull()
      .default('scheduled'),
    /** iCalendar UID: random, immutable, nothing private (RFC 7986 §5.3). */
    calendarUid: text().notNull(),
    /** iCalendar SEQUENCE: raised when time, place or status changes (RFC 5546 §2.1.4). */
    sequence: integer().notNull().default(0),
    /** The series whose date this is, and the local start that its rule gives: what RECURRENCE-ID names. */
    seriesId: uuid().references(() => series.id, { onDelete: 'set null' }),
    recurrenceLocal: text(),
    /** The actor that scheduled it: a person's id or an API key's id. */
    createdBy: uuid().notNull(),
    outcome: jsonb().$type<Outcome>(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
    cancelledAt: timestamp({ withTimezone: true }),
    /** What the people invited are told; null when no reason was given. */
    cancelReason: text(),
    closedAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    unique('gatherings_series_date_key').on(t.seriesId, t.recurrenceLocal),
    index('gatherings_created_by_idx').on(t.createdBy, t.id),
    index('gatherings_host_idx').on(t.hostId, t.id),
    index('gatherings_facilitator_idx').on(t.facilitatorId, t.id),
    index('gatherings_upcoming_idx').on(t.startsAt).where(sql`${t.status} = 'scheduled'`),
    check('gatherings_duration_check', sql`${t.durationMinutes} > 0`),
    check('gatherings_capacity_check', sql`${t.capacity} is null or ${t.capacity} > 0`),
    check('gatherings_hybrid_check', sql`${t.hybrid} or ${t.remoteCapacity} is null`),
    check('gatherings_remote_capacity_check', sql`${t.remoteCapacity} is null or ${t.remoteCapacity} > 0`),
    check('gatherings_guests_allowed_check', sql`${t.guestsAllowed} >= 0`),
    check('gatherings_offer_hours_check', sql`${t.offerHours} > 0`),
    check('gatherings_status_check', sql`${t.status} in ('scheduled', 'cancelled', 'closing', 'closed')`),
  ],
);
export type Gathering = typeof gatherings.$inferSelect;
