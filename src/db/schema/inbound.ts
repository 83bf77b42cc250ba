import { sql } from 'drizzle-orm';
import {
  boolean,
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
import { mails } from './mails.ts';
import { people } from './people.ts';

/**
 * What a mail that came in turned out to be. `stale` and `late` answers came after a newer one or after the time to
 * answer; `comment` is an answer with words; `ignored` asks for nothing.
 */
export const INBOUND_KINDS = [
  'answer',
  'stale',
  'late',
  'comment',
  'counter',
  'refresh',
  'delegation',
  'note',
  'unreadable',
  'ignored',
  'bounce',
  'delay',
  'complaint',
] as const;
export type InboundKind = (typeof INBOUND_KINDS)[number];

/**
 * Mail that came in for one address of ours, whole until it has been understood and for a while after. It is here
 * before the sender is told that we have it.
 */
export const inboundMails = pgTable(
  'inbound_mails',
  {
    id: uuid().primaryKey(),
    receivedAt: timestamp({ withTimezone: true }).notNull(),
    /** The address it came to: one that calendars reply to, or an envelope sender of ours. */
    purpose: text({ enum: ['calendar', 'bounce'] }).notNull(),
    /** Null for what comes back from a mail that was not about an invitation. */
    invitationId: uuid().references(() => invitations.id, { onDelete: 'cascade' }),
    /** The mail that came back; null for replies. */
    mailId: uuid().references(() => mails.id, { onDelete: 'cascade' }),
    /** Of the address that the mail had gone to, in lower case. */
    addressHash: bytea(),
    /** An empty envelope sender: nobody may answer it (RFC 5321 §4.5.5). */
    nullSender: boolean().notNull(),
    /** Null once it is no longer needed. */
    raw: bytea(),
    /** When the job that reads it was last owed. */
    owedAt: timestamp({ withTimezone: true }).notNull(),
    attempts: integer().notNull().default(0),
    /** Null until then; set in the transaction that does what the mail asks for. */
    processedAt: timestamp({ withTimezone: true }),
    kind: text({ enum: INBOUND_KINDS }),
    subject: text(),
    /** Who sent it, as far as the reader needs it: the masked address. */
    sender: text(),
    /** What the organiser reads, without addresses and links. */
    text: text(),
  },
  (t) => [
    index('inbound_mails_invitation_idx').on(t.invitationId, t.id),
    index('inbound_mails_mail_idx').on(t.mailId),
    index('inbound_mails_waiting_idx').on(t.owedAt).where(sql`${t.processedAt} is null`),
    index('inbound_mails_received_idx').on(t.receivedAt),
    check('inbound_mails_purpose_check', sql`${t.purpose} in ('calendar', 'bounce')`),
    check('inbound_mails_processed_check', sql`(${t.processedAt} is null) = (${t.kind} is null)`),
  ],
);
export type InboundMail = typeof inboundMails.$inferSelect;

/**
 * Addresses that get no mail any more, by the SHA-256 of the address in lower case: whoever changes their address is
 * free again.
 */
export const suppressions = pgTable(
  'suppressions',
  {
    id: uuid().primaryKey(),
    addressHash: bytea().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    reason: text({ enum: ['no-such-address', 'complaint'] }).notNull(),
    /** What the other mail server said, without addresses. */
    detail: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    uniqueIndex('suppressions_address_key').on(t.addressHash),
    index('suppressions_person_idx').on(t.personId),
    check('suppressions_reason_check', sql`${t.reason} in ('no-such-address', 'complaint')`),
  ],
);
export type Suppression = typeof suppressions.$inferSelect;
