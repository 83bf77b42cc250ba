import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';

import { bytea } from './accounts.ts';
import { gatherings } from './gatherings.ts';
import { people } from './people.ts';

/** What letters are about, and what one click stops: all letters of one topic. */
export const LETTER_TOPICS = [
  'peer-assist',
  'self-assessment',
  'fair',
  'stand-up',
  'town-hall',
  'coffee',
  'programme',
  'introduction',
  'room',
] as const;
export type LetterTopic = (typeof LETTER_TOPICS)[number];
/** A kind of letter: its topic and what it is, as `coffee.match`. */
export type LetterKind = `${LetterTopic}.${string}`;

/**
 * Letters: mails that are not about an invitation. A row is owed once for each kind, subject, person and occasion, and
 * may lie here until its time comes; then it becomes a mail of the ledger.
 */
export const letters = pgTable(
  'letters',
  {
    id: uuid().primaryKey(),
    /** No check: which kinds there are is the code's to know, and what it does not know it withdraws. */
    kind: text().$type<LetterKind>().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** The row that the letter is about; which table it stands in follows from the kind. */
    subjectId: uuid().notNull(),
    /** Tells letters of one kind about one subject apart, as `30-days`. */
    occasion: text().notNull().default(''),
    /** The gathering in whose time the letter is of use, where there is one. */
    gatheringId: uuid().references(() => gatherings.id, { onDelete: 'cascade' }),
    dueAt: timestamp({ withTimezone: true }).notNull(),
    /** When it became a mail. */
    owedAt: timestamp({ withTimezone: true }),
    withdrawnAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    unique('letters_once_key').on(t.subjectId, t.personId, t.kind, t.occasion),
    index('letters_person_idx').on(t.personId),
    index('letters_gathering_idx').on(t.gatheringId),
    index('letters_due_idx').on(t.dueAt).where(sql`${t.owedAt} is null and ${t.withdrawnAt} is null`),
  ],
);
export type Letter = typeof letters.$inferSelect;

/** Personal links of letters: the letter's own page, and its unsubscribe. Only the SHA-256 is kept. */
export const letterTokens = pgTable(
  'letter_tokens',
  {
    tokenHash: bytea().primaryKey(),
    letterId: uuid()
      .notNull()
      .references(() => letters.id, { onDelete: 'cascade' }),
    purpose: text({ enum: ['page', 'unsubscribe'] }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index('letter_tokens_letter_idx').on(t.letterId)],
);

/** Topics whose letters somebody does not want. Known to them alone. */
export const letterStops = pgTable(
  'letter_stops',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    topic: text({ enum: LETTER_TOPICS }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ name: 'letter_stops_pkey', columns: [t.personId, t.topic] })],
);
