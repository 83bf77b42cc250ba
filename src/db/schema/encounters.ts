import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
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

/**
 * What makes a row: a shared table (level 2); both said that they met (4); they said so of two meetings a fortnight
 * apart, or both want to stay in touch (5).
 */
export const ENCOUNTER_RULES = ['table', 'both-said', 'met-again', 'stay-in-touch'] as const;

/**
 * Who met whom: one row for a pair in a round, with where it comes from. The pair is ordered (`personA < personB`)
 * so that it exists once. Striking out deletes the row: the other person sees no trace.
 */
export const encounters = pgTable(
  'encounters',
  {
    id: uuid().primaryKey(),
    personA: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    personB: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    gatheringId: uuid()
      .notNull()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    roundNumber: integer().notNull(),
    /** Level of evidence: 2 = same table, both checked in (the levels of the domain rules, §4). */
    level: smallint().notNull(),
    tableSize: integer().notNull(),
    minutes: integer().notNull(),
    /** Provenance: the rule that made the row. */
    evidence: text({ enum: ENCOUNTER_RULES }).notNull(),
    metAt: timestamp({ withTimezone: true }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    unique('encounters_pair_round_key').on(t.personA, t.personB, t.gatheringId, t.roundNumber),
    index('encounters_person_b_idx').on(t.personB),
    index('encounters_gathering_idx').on(t.gatheringId),
    check('encounters_pair_check', sql`${t.personA} < ${t.personB}`),
    check('encounters_level_check', sql`${t.level} between 2 and 5`),
  ],
);

/**
 * One person's word that they met another (level 3): theirs alone until the other says so too, and gone after 30 days.
 */
export const meetingClaims = pgTable(
  'meeting_claims',
  {
    gatheringId: uuid()
      .notNull()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    otherId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** Whether they want to stay in touch. */
    stay: boolean().notNull().default(false),
    saidAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ name: 'meeting_claims_pkey', columns: [t.gatheringId, t.personId, t.otherId] }),
    index('meeting_claims_person_idx').on(t.personId),
    index('meeting_claims_other_idx').on(t.otherId),
    index('meeting_claims_said_idx').on(t.saidAt),
  ],
);
