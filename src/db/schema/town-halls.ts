import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

import { bytea } from './accounts.ts';
import { gatherings } from './gatherings.ts';

/** Unless the organiser says otherwise [D]. */
export const ANSWERS_WITHIN_DAYS = 5;

/**
 * The question box of a town hall. While it is open a secret of its own stands for who asks and who votes; when it
 * closes the secret and every row made with it are deleted.
 */
export const questionBoxes = pgTable(
  'question_boxes',
  {
    gatheringId: uuid()
      .primaryKey()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    /** As its organiser chose; null: so long before the town hall begins as the format says. */
    opensAt: timestamp({ withTimezone: true }),
    order: text({ enum: ['votes', 'location-in-turn'] })
      .notNull()
      .default('votes'),
    /** Within so many days after the town hall it is published what became of each question (domain rules, town hall). */
    answersWithinDays: smallint().notNull().default(ANSWERS_WITHIN_DAYS),
    /** What voices are made with; null once the box is closed. */
    secret: bytea(),
    closedAt: timestamp({ withTimezone: true }),
    /** When what became of each question was published. */
    publishedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    check('question_boxes_order_check', sql`${t.order} in ('votes', 'location-in-turn')`),
    check('question_boxes_closed_check', sql`(${t.secret} is null) = (${t.closedAt} is not null)`),
  ],
);
export type QuestionBox = typeof questionBoxes.$inferSelect;

/**
 * A question. Its id is random and it has no time: neither tells who asked. `location` is where the asker works, where
 * enough people do.
 */
export const questions = pgTable(
  'questions',
  {
    id: uuid().primaryKey(),
    gatheringId: uuid()
      .notNull()
      .references(() => questionBoxes.gatheringId, { onDelete: 'cascade' }),
    text: text().notNull(),
    location: text(),
    state: text({ enum: ['open', 'merged', 'removed'] })
      .notNull()
      .default('open'),
    mergedInto: uuid().references((): AnyPgColumn => questions.id, { onDelete: 'set null' }),
    /** Why it was removed, as everybody reads it. */
    removalReason: text(),
    /** The votes, written when the box closes; until then they are counted. */
    votes: integer(),
    outcome: text({ enum: ['answered', 'promised', 'not-answered'] }),
    answer: text(),
    /** Who promised an answer, and by when. */
    promisedBy: text(),
    promisedOn: date({ mode: 'string' }),
  },
  (t) => [
    index('questions_gathering_idx').on(t.gatheringId),
    check('questions_state_check', sql`${t.state} in ('open', 'merged', 'removed')`),
    check('questions_removed_check', sql`(${t.state} = 'removed') = (${t.removalReason} is not null)`),
    check('questions_outcome_check', sql`${t.outcome} in ('answered', 'promised', 'not-answered')`),
  ],
);
export type Question = typeof questions.$inferSelect;

/** One vote of one voice for one question. Empty once the box is closed. */
export const questionVotes = pgTable(
  'question_votes',
  {
    questionId: uuid().notNull(),
    voice: bytea().notNull(),
  },
  (t) => [
    primaryKey({ name: 'question_votes_pkey', columns: [t.questionId, t.voice] }),
    foreignKey({
      name: 'question_votes_question_fk',
      columns: [t.questionId],
      foreignColumns: [questions.id],
    }).onDelete('cascade'),
  ],
);

/** How many questions a voice has asked, so that nobody fills the box. Empty once the box is closed. */
export const questionAskers = pgTable(
  'question_askers',
  {
    gatheringId: uuid()
      .notNull()
      .references(() => questionBoxes.gatheringId, { onDelete: 'cascade' }),
    voice: bytea().notNull(),
    asked: integer().notNull(),
  },
  (t) => [primaryKey({ name: 'question_askers_pkey', columns: [t.gatheringId, t.voice] })],
);
