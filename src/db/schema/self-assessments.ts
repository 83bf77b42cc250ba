import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

import { people } from './people.ts';

/** One practice of a framework; `levels` holds the text of each of the five levels, the lowest first. */
export type Practice = { key: string; name: string; levels: string[] };

/** Practices × levels 1–5 with a text in each cell, by which teams assess themselves. */
export const frameworks = pgTable('frameworks', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  practices: jsonb().$type<Practice[]>().notNull(),
  /** The actor that added it: a person's id or an API key's id. */
  createdBy: uuid().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
});
export type Framework = Pick<typeof frameworks.$inferSelect, 'id' | 'name' | 'practices'>;

/** A team's session: members vote without names, see the spread together, then agree. */
export const selfAssessments = pgTable(
  'self_assessments',
  {
    id: uuid().primaryKey(),
    /** No foreign key: the framework that is shipped stands in the code. */
    frameworkId: uuid().notNull(),
    unit: text().notNull(),
    facilitatorId: uuid().references(() => people.id, { onDelete: 'set null' }),
    state: text({ enum: ['voting', 'voted', 'agreed'] })
      .notNull()
      .default('voting'),
    createdBy: uuid().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    agreedAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    index('self_assessments_framework_idx').on(t.frameworkId, t.unit, t.agreedAt),
    index('self_assessments_created_by_idx').on(t.createdBy, t.id),
    check('self_assessments_state_check', sql`${t.state} in ('voting', 'voted', 'agreed')`),
  ],
);
export type SelfAssessment = typeof selfAssessments.$inferSelect;

/** Who may vote, and whether they have: so that each votes once. Deleted when the voting ends; tells nothing of a vote. */
export const assessmentVoters = pgTable(
  'assessment_voters',
  {
    selfAssessmentId: uuid()
      .notNull()
      .references(() => selfAssessments.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    voted: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ name: 'assessment_voters_pkey', columns: [t.selfAssessmentId, t.personId] }),
    index('assessment_voters_person_idx').on(t.personId),
  ],
);

/** How often each level was voted for: counts alone, so that no row is anybody's vote. */
export const assessmentVotes = pgTable(
  'assessment_votes',
  {
    selfAssessmentId: uuid()
      .notNull()
      .references(() => selfAssessments.id, { onDelete: 'cascade' }),
    practice: text().notNull(),
    level: smallint().notNull(),
    votes: integer().notNull(),
  },
  (t) => [
    primaryKey({ name: 'assessment_votes_pkey', columns: [t.selfAssessmentId, t.practice, t.level] }),
    check('assessment_votes_level_check', sql`${t.level} between 1 and 5`),
  ],
);

/** What a team agreed: its level and its target in each practice. */
export const assessmentLevels = pgTable(
  'assessment_levels',
  {
    selfAssessmentId: uuid()
      .notNull()
      .references(() => selfAssessments.id, { onDelete: 'cascade' }),
    practice: text().notNull(),
    level: smallint().notNull(),
    target: smallint().notNull(),
  },
  (t) => [
    primaryKey({ name: 'assessment_levels_pkey', columns: [t.selfAssessmentId, t.practice] }),
    check('assessment_levels_level_check', sql`${t.level} between 1 and 5`),
    check('assessment_levels_target_check', sql`${t.target} between ${t.level} and 5`),
  ],
);
