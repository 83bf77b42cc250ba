import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

import { people } from './people.ts';

/**
 * A brokered introduction: one is asked, then the other, and only when both want it does either learn what the other
 * said. A decline is silent: it looks like no answer.
 */
export const introductions = pgTable(
  'introductions',
  {
    id: uuid().primaryKey(),
    /** Who is asked first. */
    firstId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    secondId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** What they could talk about, as both read it. */
    topic: text().notNull(),
    /** Whether they want it; null while they have not said. */
    firstWants: boolean(),
    secondWants: boolean(),
    /** When the second was asked: once the first wants it. */
    secondAskedAt: timestamp({ withTimezone: true }),
    /** The actor that proposed it. */
    createdBy: uuid().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    /** When the question at hand lapses. */
    expiresAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    index('introductions_first_idx').on(t.firstId, t.createdAt),
    index('introductions_second_idx').on(t.secondId, t.createdAt),
    check('introductions_two_check', sql`${t.firstId} <> ${t.secondId}`),
    check('introductions_order_check', sql`${t.secondAskedAt} is null or ${t.firstWants}`),
  ],
);
export type Introduction = typeof introductions.$inferSelect;
