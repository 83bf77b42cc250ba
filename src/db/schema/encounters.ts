import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, smallint, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';

import { gatherings } from './gatherings.ts';
import { people } from './people.ts';

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
    evidence: text({ enum: ['table'] }).notNull(),
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
