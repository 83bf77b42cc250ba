import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  pgSequence,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

import { bytea } from './accounts.ts';
import { gatherings } from './gatherings.ts';
import { people } from './people.ts';

/** Order of arrival on a waiting list; taken while the gathering's row is locked, so it never runs backwards. */
export const waitlistOrder = pgSequence('waitlist_order');

/** One person asked to one gathering, and what they answered. */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid().primaryKey(),
    gatheringId: uuid()
      .notNull()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** Why this person: a sentence for the person and the organiser. */
    reason: text().notNull(),
    /** The seed of the draw that chose this person, so that the same draw again invites nobody else; null: by name. */
    drawSeed: bigint({ mode: 'number' }),
    answer: text({ enum: ['none', 'accepted', 'declined', 'tentative', 'waitlisted'] })
      .notNull()
      .default('none'),
    answeredAt: timestamp({ withTimezone: true }),
    /** Place in the order of arrival while `answer` is waitlisted. */
    waitlistNumber: bigint({ mode: 'number' }),
    /** SEQUENCE and DTSTAMP of the last reply by calendar: older ones that arrive later are dropped (RFC 5546 §2.1.5). */
    replySequence: integer(),
    replyStampedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    unique('invitations_gathering_person_key').on(t.gatheringId, t.personId),
    index('invitations_person_idx').on(t.personId, t.createdAt),
    index('invitations_waitlist_idx')
      .on(t.gatheringId, t.waitlistNumber)
      .where(sql`${t.answer} = 'waitlisted'`),
    check(
      'invitations_answer_check',
      sql`${t.answer} in ('none', 'accepted', 'declined', 'tentative', 'waitlisted')`,
    ),
    check(
      'invitations_waitlist_check',
      sql`(${t.answer} = 'waitlisted') = (${t.waitlistNumber} is not null)`,
    ),
  ],
);
export type Invitation = typeof invitations.$inferSelect;

/**
 * Personal links of an invitation, one token for each purpose and each mail, and the one address that its calendar
 * programs reply to. Only the SHA-256 is kept: the raw token exists in the mail alone.
 */
export const invitationTokens = pgTable(
  'invitation_tokens',
  {
    tokenHash: bytea().primaryKey(),
    invitationId: uuid()
      .notNull()
      .references(() => invitations.id, { onDelete: 'cascade' }),
    purpose: text({ enum: ['answer', 'unsubscribe', 'calendar'] }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    index('invitation_tokens_invitation_idx').on(t.invitationId),
    check('invitation_tokens_purpose_check', sql`${t.purpose} in ('answer', 'unsubscribe', 'calendar')`),
  ],
);
