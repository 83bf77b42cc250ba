import { pgTable, timestamp, unique, uuid } from 'drizzle-orm/pg-core';

import { bytea } from './accounts.ts';
import { gatherings } from './gatherings.ts';

/** The link behind the QR code at the door of a gathering: one at a time, kept as its SHA-256 alone. */
export const doorLinks = pgTable(
  'door_links',
  {
    gatheringId: uuid()
      .primaryKey()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    tokenHash: bytea().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [unique('door_links_token_key').on(t.tokenHash)],
);
