import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

import { gatherings } from './gatherings.ts';
import { people } from './people.ts';
import { programmes } from './programmes.ts';

/** One date of a coffee trial: owed to a job, then drawn, once. */
export const coffeeRounds = pgTable(
  'coffee_rounds',
  {
    gatheringId: uuid()
      .primaryKey()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id, { onDelete: 'cascade' }),
    seed: bigint({ mode: 'number' }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    /** Null while it is owed. */
    drawnAt: timestamp({ withTimezone: true }),
    matched: integer().notNull().default(0),
    unmatched: integer().notNull().default(0),
    tables: integer().notNull().default(0),
    /** Tables where people meet again within the cooldown. */
    relaxed: integer().notNull().default(0),
    /** The table up to which the reminder at half time is owed, and the closing question. */
    halfTimeOwedTo: integer().notNull().default(0),
    closingOwedTo: integer().notNull().default(0),
    /** Sentences for the organiser; nobody is named. */
    notes: jsonb().$type<string[]>().notNull().default([]),
  },
  (t) => [index('coffee_rounds_programme_idx').on(t.programmeId, t.gatheringId)],
);
export type CoffeeRound = typeof coffeeRounds.$inferSelect;

/** A table of a round: how and within which hours its people can meet. */
export const coffeeMatches = pgTable(
  'coffee_matches',
  {
    id: uuid().primaryKey(),
    gatheringId: uuid()
      .notNull()
      .references(() => coffeeRounds.gatheringId, { onDelete: 'cascade' }),
    tableNumber: integer().notNull(),
    way: text({ enum: ['remote', 'in-person'] }).notNull(),
    /** Working hours of the date that all of the table share; null where they share none. */
    sharedFrom: timestamp({ withTimezone: true }),
    sharedUntil: timestamp({ withTimezone: true }),
    /** How many rounds ago two of them met, where the cooldown gave way. */
    again: smallint(),
  },
  (t) => [
    unique('coffee_matches_table_key').on(t.gatheringId, t.tableNumber),
    check('coffee_matches_way_check', sql`${t.way} in ('remote', 'in-person')`),
  ],
);
export type CoffeeMatch = typeof coffeeMatches.$inferSelect;

export const COFFEE_ANSWERS = ['yes', 'not-yet', 'no'] as const;
export type CoffeeAnswer = (typeof COFFEE_ANSWERS)[number];

/** Who is at a match, and what they say became of it: theirs alone. */
export const coffeeSeats = pgTable(
  'coffee_seats',
  {
    matchId: uuid()
      .notNull()
      .references(() => coffeeMatches.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    answer: text({ enum: COFFEE_ANSWERS }),
    stay: boolean().notNull().default(false),
    answeredAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    primaryKey({ name: 'coffee_seats_pkey', columns: [t.matchId, t.personId] }),
    index('coffee_seats_person_idx').on(t.personId),
    check('coffee_seats_answer_check', sql`${t.answer} in ('yes', 'not-yet', 'no')`),
  ],
);
export type CoffeeSeat = typeof coffeeSeats.$inferSelect;
