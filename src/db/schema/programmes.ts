import { sql } from 'drizzle-orm';
import {
  check,
  date,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

import { gatherings } from './gatherings.ts';
import { people } from './people.ts';
import { series } from './series.ts';

/** What a format's own schema has let through. */
export type ProgrammeSettings = Record<string, unknown>;

/**
 * A membership over a series: who takes part in its dates changes between them. Title, host, time and rule are those of
 * the series.
 */
export const programmes = pgTable(
  'programmes',
  {
    id: uuid().primaryKey(),
    format: text().notNull(),
    /** The series whose dates are to come; where one took over the later dates of another, the later one. */
    seriesId: uuid()
      .notNull()
      .references(() => series.id, { onDelete: 'cascade' }),
    status: text({ enum: ['active', 'ended'] })
      .notNull()
      .default('active'),
    settings: jsonb().$type<ProgrammeSettings>().notNull(),
    /** The day of the date for which members rotated last, at first that of the first date; and the one it is owed for. */
    rotatedOn: date({ mode: 'string' }).notNull(),
    rotationOwedOn: date({ mode: 'string' }).notNull(),
    createdBy: uuid().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
    endedAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    unique('programmes_series_key').on(t.seriesId),
    index('programmes_active_idx').on(t.format, t.id).where(sql`${t.status} = 'active'`),
    check('programmes_status_check', sql`${t.status} in ('active', 'ended')`),
  ],
);
export type Programme = typeof programmes.$inferSelect;

/** Who belongs to a programme, and what each has chosen. Who has left keeps the row: it tells who was there lately. */
export const programmeMembers = pgTable(
  'programme_members',
  {
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    joinedAt: timestamp({ withTimezone: true }).notNull(),
    leftAt: timestamp({ withTimezone: true }),
    /** Who is taken out by a rotation may be drawn again; who left or was taken out by hand comes back by hand. */
    leftBy: text({ enum: ['own', 'organiser', 'rotation'] }),
    /** The last day of a pause, by the calendar of the series. */
    pausedUntil: date({ mode: 'string' }),
    /** The one day that is skipped, by the calendar of the series. */
    skippedDate: date({ mode: 'string' }),
    settings: jsonb().$type<ProgrammeSettings>().notNull().default({}),
  },
  (t) => [
    primaryKey({ name: 'programme_members_pkey', columns: [t.programmeId, t.personId] }),
    index('programme_members_person_idx').on(t.personId),
    check(
      'programme_members_left_by_check',
      sql`${t.leftBy} in ('own', 'organiser', 'rotation') and ${t.leftAt} is not null or ${t.leftBy} is null`,
    ),
  ],
);
export type ProgrammeMember = typeof programmeMembers.$inferSelect;

/** What a date has to remember that no seat tells: who was left without one, who hosted and who facilitated. */
export const programmeParts = pgTable(
  'programme_parts',
  {
    gatheringId: uuid()
      .notNull()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    part: text({ enum: ['left-out', 'hosted', 'facilitated'] }).notNull(),
  },
  (t) => [
    primaryKey({ name: 'programme_parts_pkey', columns: [t.gatheringId, t.personId, t.part] }),
    index('programme_parts_person_idx').on(t.personId),
    check('programme_parts_part_check', sql`${t.part} in ('left-out', 'hosted', 'facilitated')`),
  ],
);
export type ProgrammePart = typeof programmeParts.$inferSelect;
