import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

import { gatherings } from './gatherings.ts';

/** What an organiser wrote to a part of those invited. */
export const notes = pgTable(
  'notes',
  {
    id: uuid().primaryKey(),
    gatheringId: uuid()
      .notNull()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    toPart: text({ enum: ['accepted', 'no-answer', 'tentative', 'waiting'] }).notNull(),
    text: text().notNull(),
    /** The actor that wrote it: a person's id or an API key's id. */
    createdBy: uuid().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    index('notes_gathering_idx').on(t.gatheringId, t.id),
    check('notes_to_part_check', sql`${t.toPart} in ('accepted', 'no-answer', 'tentative', 'waiting')`),
  ],
);
export type Note = typeof notes.$inferSelect;
