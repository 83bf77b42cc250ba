import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, timestamp, uuid } from 'drizzle-orm/pg-core';

import { people } from './people.ts';

/**
 * Whom somebody does not want to be drawn with. Known to them alone: nobody else reads it, whatever their role, and no
 * reason that anybody sees tells of it. It holds whichever of the two asked.
 */
export const doNotMatch = pgTable(
  'do_not_match',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    otherId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ name: 'do_not_match_pkey', columns: [t.personId, t.otherId] }),
    index('do_not_match_other_idx').on(t.otherId),
    check('do_not_match_other_check', sql`${t.personId} <> ${t.otherId}`),
  ],
);
