import { pgTable, timestamp, unique, uuid } from 'drizzle-orm/pg-core';

import { bytea } from './accounts.ts';
import { people } from './people.ts';

/** The private calendar address of a person, at most one. Only the SHA-256 of its token is kept. */
export const calendarFeeds = pgTable(
  'calendar_feeds',
  {
    personId: uuid()
      .primaryKey()
      .references(() => people.id, { onDelete: 'cascade' }),
    tokenHash: bytea().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [unique('calendar_feeds_token_key').on(t.tokenHash)],
);
