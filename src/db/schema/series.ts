import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

import type { Audience, Mixing, Reminders } from './gatherings.ts';
import { people } from './people.ts';

/** How a series repeats, complete; what each part means is said at `Recurrence` of the calendar. */
export type StoredRecurrence = {
  frequency: 'daily' | 'weekly' | 'monthly';
  interval: number;
  weekdays: ('monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday')[];
  monthDay: number | null;
  position: number | null;
  count: number | null;
  until: string | null;
};

/** What every date of a series takes over, leaders and start aside. */
export type SeriesPlan = {
  title: string;
  purpose: string | null;
  durationMinutes: number;
  place: string | null;
  onlineUrl: string | null;
  capacity: number | null;
  hybrid: boolean;
  remoteCapacity: number | null;
  audience: Audience;
  mixing: Mixing | null;
  reminders: Reminders;
  offerHours: number;
  asksNeeds: boolean;
  guestsAllowed: number;
};

/** Gatherings that repeat by a rule in local time. Each date is a gathering of its own that names its series. */
export const series = pgTable(
  'series',
  {
    id: uuid().primaryKey(),
    format: text().notNull(),
    plan: jsonb().$type<SeriesPlan>().notNull(),
    hostId: uuid().references(() => people.id, { onDelete: 'set null' }),
    facilitatorId: uuid().references(() => people.id, { onDelete: 'set null' }),
    /** The first date that the rule gives, in `timeZone`. */
    startLocal: text().notNull(),
    timeZone: text().notNull(),
    recurrence: jsonb().$type<StoredRecurrence>().notNull(),
    status: text({ enum: ['scheduled', 'cancelled'] })
      .notNull()
      .default('scheduled'),
    /** iCalendar UID of the whole: random, immutable, nothing private (RFC 7986 §5.3). */
    calendarUid: text().notNull(),
    /** iCalendar SEQUENCE of everything under that UID: raised with each change of the rule or of one date. */
    sequence: integer().notNull().default(0),
    /** The series whose later dates this one took over. */
    continues: uuid().references((): AnyPgColumn => series.id, { onDelete: 'set null' }),
    /** When further dates are due; null for a rule whose dates are all there. */
    extendAt: timestamp({ withTimezone: true }),
    /** The actor that scheduled it: a person's id or an API key's id. */
    createdBy: uuid().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
    cancelledAt: timestamp({ withTimezone: true }),
    cancelReason: text(),
  },
  (t) => [
    index('series_created_by_idx').on(t.createdBy, t.id),
    index('series_host_idx').on(t.hostId, t.id),
    index('series_facilitator_idx').on(t.facilitatorId, t.id),
    index('series_extend_at_idx').on(t.extendAt).where(sql`${t.extendAt} is not null`),
    check('series_status_check', sql`${t.status} in ('scheduled', 'cancelled')`),
  ],
);
export type Series = typeof series.$inferSelect;
