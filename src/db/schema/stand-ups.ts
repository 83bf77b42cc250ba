import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

import { gatherings } from './gatherings.ts';
import { people } from './people.ts';

/** What somebody leaves for a stand-up beforehand. Deleted 14 days after the date. */
export const standUpLines = pgTable(
  'stand_up_lines',
  {
    gatheringId: uuid()
      .notNull()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    couldHelp: text(),
    needsHelp: text(),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ name: 'stand_up_lines_pkey', columns: [t.gatheringId, t.personId] }),
    index('stand_up_lines_person_idx').on(t.personId),
    check('stand_up_lines_some_check', sql`${t.couldHelp} is not null or ${t.needsHelp} is not null`),
  ],
);
