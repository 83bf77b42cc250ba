import { sql } from 'drizzle-orm';
import { check, date, index, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { LANGUAGES } from '../../languages/languages.ts';

/** A pause without an end: the last day that every part of the way can write. */
export const PAUSED_FOR_GOOD = '9999-12-31';

/** The directory: staff and guests. An address is unique whatever its case. */
export const people = pgTable(
  'people',
  {
    id: uuid().primaryKey(),
    email: text().notNull(),
    name: text().notNull(),
    unit: text().notNull(),
    location: text().notNull(),
    timeZone: text().notNull(),
    grade: text(),
    managerEmail: text(),
    startedOn: date({ mode: 'string' }),
    languages: text().array().notNull().default(sql`'{}'::text[]`),
    /** What the person is written to in; null: the first of `languages` that we speak. */
    preferredLanguage: text({ enum: LANGUAGES }),
    offers: text().array().notNull().default(sql`'{}'::text[]`),
    asks: text().array().notNull().default(sql`'{}'::text[]`),
    kind: text({ enum: ['staff', 'guest'] })
      .notNull()
      .default('staff'),
    /** What the person may do after signing in by a mailed link. */
    role: text({ enum: ['member', 'organiser', 'admin'] })
      .notNull()
      .default('member'),
    leftOn: date({ mode: 'string' }),
    pausedUntil: date({ mode: 'string' }),
    awayFrom: date({ mode: 'string' }),
    awayUntil: date({ mode: 'string' }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    uniqueIndex('people_email_key').on(sql`lower(${t.email})`),
    index('people_unit_idx').on(t.unit, t.id),
    index('people_location_idx').on(t.location, t.id),
    check('people_kind_check', sql`${t.kind} in ('staff', 'guest')`),
    check('people_preferred_language_check', sql`${t.preferredLanguage} in ('en', 'fr', 'es', 'ar')`),
    check('people_role_check', sql`${t.role} in ('member', 'organiser', 'admin')`),
    check(
      'people_away_check',
      sql`${t.awayUntil} is null or ${t.awayFrom} is null or ${t.awayFrom} <= ${t.awayUntil}`,
    ),
  ],
);
export type Person = typeof people.$inferSelect;
