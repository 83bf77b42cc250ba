import { sql } from 'drizzle-orm';
import { check, index, pgTable, timestamp, unique, uuid } from 'drizzle-orm/pg-core';

import { people } from './people.ts';
import { series } from './series.ts';

/** What somebody does not want to be invited to: gatherings of one host, or of one series. Known to them alone. */
export const invitationStops = pgTable(
  'invitation_stops',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    hostId: uuid().references(() => people.id, { onDelete: 'cascade' }),
    seriesId: uuid().references(() => series.id, { onDelete: 'cascade' }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    unique('invitation_stops_host_key').on(t.personId, t.hostId),
    unique('invitation_stops_series_key').on(t.personId, t.seriesId),
    index('invitation_stops_host_idx').on(t.hostId),
    index('invitation_stops_series_idx').on(t.seriesId),
    check('invitation_stops_one_check', sql`(${t.hostId} is null) <> (${t.seriesId} is null)`),
  ],
);
