import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

import { gatherings } from './gatherings.ts';
import { people } from './people.ts';

/** Who came, said at the door. */
export const checkIns = pgTable(
  'check_ins',
  {
    gatheringId: uuid()
      .notNull()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    checkedInAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ name: 'check_ins_pkey', columns: [t.gatheringId, t.personId] }),
    index('check_ins_person_idx').on(t.personId),
  ],
);

/** One round of tables. `minutes` is how long a table sits together (the encounter rule needs 10). */
export const rounds = pgTable(
  'rounds',
  {
    id: uuid().primaryKey(),
    gatheringId: uuid()
      .notNull()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    number: integer().notNull(),
    minutes: integer().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    unique('rounds_gathering_number_key').on(t.gatheringId, t.number),
    check('rounds_number_check', sql`${t.number} > 0`),
  ],
);

/** Who sits at which table of a round: a person has one seat in a round. */
export const seats = pgTable(
  'seats',
  {
    roundId: uuid()
      .notNull()
      .references(() => rounds.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    tableNumber: integer().notNull(),
    /** Stays at this table in every round while the others move on (world café). */
    hosts: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ name: 'seats_pkey', columns: [t.roundId, t.personId] }),
    index('seats_person_idx').on(t.personId),
    check('seats_table_number_check', sql`${t.tableNumber} > 0`),
  ],
);
