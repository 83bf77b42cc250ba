import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

import { bytea } from './accounts.ts';
import { invitations } from './invitations.ts';
import { letters } from './letters.ts';
import { notes } from './notes.ts';
import { people } from './people.ts';

/** What a mail is about; `no-answer` and the two after it are reminders, which the clock owes. */
export const MAIL_KINDS = [
  'invitation',
  'update',
  'cancellation',
  'offer',
  'refresh',
  'no-answer',
  'day-before',
  'hour-before',
  'note',
  'uninvited',
  'sign-in',
  'letter',
] as const;
/** Mails that are about an invitation. */
export type InvitationMailKind = Exclude<Mail['kind'], 'sign-in' | 'letter'>;
const quoted = (kinds: readonly string[]) => sql.raw(kinds.map((kind) => `'${kind}'`).join(', '));
/** Owed once for each revision of the plan; the others may come again. */
const ONCE_A_REVISION = [
  'invitation',
  'update',
  'cancellation',
  'refresh',
  'no-answer',
  'day-before',
  'hour-before',
  'uninvited',
];

/**
 * Every mail that is owed to somebody, with its delivery as columns: never sent twice, never lost without a trace.
 * queued → sending (claimed) → sent | queued again (named transient failure) | failed | unknown (died between claim
 * and reply; never resent by itself). `bounced` comes later, from outside.
 */
export const mails = pgTable(
  'mails',
  {
    id: uuid().primaryKey(),
    kind: text({ enum: MAIL_KINDS }).notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** Null for mails that are not about an invitation (sign-in, letters). */
    invitationId: uuid().references(() => invitations.id, { onDelete: 'cascade' }),
    /** What the organiser wrote, of a note. */
    noteId: uuid().references(() => notes.id, { onDelete: 'cascade' }),
    /** The letter that this mail carries. */
    letterId: uuid().references(() => letters.id, { onDelete: 'cascade' }),
    /** iCalendar SEQUENCE this mail carries; one mail of a kind for each revision. */
    sequence: integer().notNull().default(0),
    delivery: text({ enum: ['queued', 'sending', 'sent', 'bounced', 'failed', 'unknown'] })
      .notNull()
      .default('queued'),
    attempts: integer().notNull().default(0),
    lastError: text(),
    /** How often the mail came back from a mailbox that may take it later, and was sent again. */
    softBounces: integer().notNull().default(0),
    messageId: text(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    claimedAt: timestamp({ withTimezone: true }),
    sentAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    uniqueIndex('mails_invitation_kind_sequence_key')
      .on(t.invitationId, t.kind, t.sequence)
      .where(sql`${t.kind} in (${quoted(ONCE_A_REVISION)})`),
    uniqueIndex('mails_invitation_note_key').on(t.invitationId, t.noteId).where(sql`${t.noteId} is not null`),
    uniqueIndex('mails_letter_key').on(t.letterId).where(sql`${t.letterId} is not null`),
    index('mails_person_idx').on(t.personId),
    index('mails_unfinished_idx')
      .on(t.delivery, t.claimedAt)
      .where(sql`${t.delivery} in ('queued', 'sending')`),
    check('mails_kind_check', sql`${t.kind} in (${quoted(MAIL_KINDS)})`),
    check(
      'mails_delivery_check',
      sql`${t.delivery} in ('queued', 'sending', 'sent', 'bounced', 'failed', 'unknown')`,
    ),
  ],
);
export type Mail = typeof mails.$inferSelect;

/**
 * Envelope senders: one address for each time a mail goes out, so that what comes back tells which mail and which
 * address. Only the SHA-256 of the token and of the address in lower case are kept.
 */
export const bounceTokens = pgTable(
  'bounce_tokens',
  {
    tokenHash: bytea().primaryKey(),
    mailId: uuid()
      .notNull()
      .references(() => mails.id, { onDelete: 'cascade' }),
    addressHash: bytea().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index('bounce_tokens_mail_idx').on(t.mailId), index('bounce_tokens_created_idx').on(t.createdAt)],
);

/** The built-in mailbox: what its SMTP server received, newest kept. */
export const mailboxMessages = pgTable(
  'mailbox_messages',
  {
    id: uuid().primaryKey(),
    receivedAt: timestamp({ withTimezone: true }).notNull(),
    envelopeFrom: text().notNull(),
    envelopeTo: text().array().notNull(),
    fromHeader: text().notNull(),
    toHeader: text().notNull(),
    subject: text().notNull(),
    size: bigint({ mode: 'number' }).notNull(),
    raw: bytea().notNull(),
  },
  (t) => [index('mailbox_messages_received_idx').on(t.receivedAt)],
);
