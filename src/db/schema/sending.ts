import { sql } from 'drizzle-orm';
import { check, integer, pgTable, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/*
 * What the processes that send mail must agree on to keep the pace of one. The pace and the places go by the clock of
 * the database, which they share.
 */

/** One row: when the next message may go out at the configured rate. */
export const sendingPace = pgTable(
  'sending_pace',
  {
    id: smallint().primaryKey(),
    nextTurnAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [check('sending_pace_one_row_check', sql`${t.id} = 1`)],
);

/** Mails on their way to a domain, each in a place of its own; a process that died keeps its place until the end of it. */
export const domainPlaces = pgTable(
  'domain_places',
  {
    domain: text().notNull(),
    place: integer().notNull(),
    holder: uuid().notNull(),
    heldUntil: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ name: 'domain_places_pkey', columns: [t.domain, t.place] })],
);

/** Domains that asked for time and have accepted nothing since: how often, and until when they are left alone. */
export const domainHolds = pgTable('domain_holds', {
  domain: text().primaryKey(),
  holds: integer().notNull(),
  heldUntil: timestamp({ withTimezone: true }).notNull(),
});
