import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

import { type AgendaBlock, gatherings } from './gatherings.ts';
import { people } from './people.ts';

/** Rules of a panel that differ from our defaults, for one request. */
export type AssistRules = {
  unitMax?: number;
  unitsMin?: number;
  locationsMin?: number;
  notMetShareMin?: number;
  restDays?: number;
  frequentFrom?: number;
  frequentMax?: number;
};

/**
 * A team's request for help before it decides. A draft may lack anything; once it is confirmed, when and where it takes
 * place is its gathering's to say.
 */
export const peerAssists = pgTable(
  'peer_assists',
  {
    id: uuid().primaryKey(),
    status: text({ enum: ['draft', 'submitted', 'confirmed'] })
      .notNull()
      .default('draft'),
    title: text(),
    problem: text(),
    decision: text(),
    decisionOn: date({ mode: 'string' }),
    decisionTaken: boolean().notNull().default(false),
    hopedFor: text().array().notNull().default(sql`'{}'::text[]`),
    practice: text(),
    alreadyLooked: text(),
    level: integer(),
    targetLevel: integer(),
    hostId: uuid().references(() => people.id, { onDelete: 'set null' }),
    facilitatorId: uuid().references(() => people.id, { onDelete: 'set null' }),
    startLocal: text(),
    timeZone: text(),
    durationMinutes: integer(),
    place: text(),
    onlineUrl: text(),
    assisters: integer().notNull(),
    /** The team's own agenda; null is the one of the format. */
    agenda: jsonb().$type<AgendaBlock[]>(),
    rules: jsonb().$type<AssistRules>().notNull().default({}),
    /** The seed of the panel that was proposed last, and the rules that it kept: a change by hand can be told by them. */
    panelSeed: bigint({ mode: 'number' }),
    panelKept: text().array().notNull().default(sql`'{}'::text[]`),
    /** How many were on the panel when it was confirmed: so many are kept, by asking the next best. */
    seatsConfirmed: integer(),
    /** Before this nobody else is looked for: just now there was nobody. */
    fillAfter: timestamp({ withTimezone: true }),
    gatheringId: uuid().references(() => gatherings.id, { onDelete: 'set null' }),
    /** When the host's actions were shown to the assisters first. */
    actionsSharedAt: timestamp({ withTimezone: true }),
    /** When the letters of the time after the meeting were owed. */
    followedUpAt: timestamp({ withTimezone: true }),
    /** The actor that asked: a person's id or an API key's id. */
    createdBy: uuid().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
    submittedAt: timestamp({ withTimezone: true }),
    confirmedAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    unique('peer_assists_gathering_key').on(t.gatheringId),
    index('peer_assists_created_by_idx').on(t.createdBy, t.id),
    index('peer_assists_host_idx').on(t.hostId, t.id),
    index('peer_assists_facilitator_idx').on(t.facilitatorId, t.id),
    index('peer_assists_running_idx')
      .on(t.gatheringId)
      .where(sql`${t.status} = 'confirmed' and ${t.followedUpAt} is null`),
    check('peer_assists_status_check', sql`${t.status} in ('draft', 'submitted', 'confirmed')`),
    check('peer_assists_assisters_check', sql`${t.assisters} between 4 and 12`),
    check('peer_assists_level_check', sql`${t.level} between 1 and 5`),
    check('peer_assists_target_level_check', sql`${t.targetLevel} between 1 and 5`),
  ],
);
export type PeerAssist = typeof peerAssists.$inferSelect;

/**
 * Who is on a panel, or was: `proposed`, then `asked` by an invitation whose answer stands there; `out` is who was
 * swapped for somebody else and is not proposed again.
 */
export const peerAssistSeats = pgTable(
  'peer_assist_seats',
  {
    peerAssistId: uuid()
      .notNull()
      .references(() => peerAssists.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    state: text({ enum: ['proposed', 'asked', 'out'] }).notNull(),
    /** Why this person: a sentence for the person, the host and the organiser. */
    reason: text().notNull(),
    /** Whether the host chose them by name. */
    byHost: boolean().notNull().default(false),
    /** Which of two groups, for a panel of more than eight; 1 otherwise. */
    groupNumber: integer().notNull().default(1),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ name: 'peer_assist_seats_pkey', columns: [t.peerAssistId, t.personId] }),
    index('peer_assist_seats_person_idx').on(t.personId),
    check('peer_assist_seats_state_check', sql`${t.state} in ('proposed', 'asked', 'out')`),
  ],
);

/** What the host's team does with each idea, and why. */
export const peerAssistActions = pgTable(
  'peer_assist_actions',
  {
    id: uuid().primaryKey(),
    peerAssistId: uuid()
      .notNull()
      .references(() => peerAssists.id, { onDelete: 'cascade' }),
    number: integer().notNull(),
    idea: text().notNull(),
    decision: text({ enum: ['adopted', 'adapted', 'declined'] }).notNull(),
    reason: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    unique('peer_assist_actions_number_key').on(t.peerAssistId, t.number),
    check('peer_assist_actions_decision_check', sql`${t.decision} in ('adopted', 'adapted', 'declined')`),
  ],
);
export type PeerAssistAction = typeof peerAssistActions.$inferSelect;

/** What came of it, told 30 and 90 days after the meeting. */
export const peerAssistOutcomes = pgTable(
  'peer_assist_outcomes',
  {
    peerAssistId: uuid()
      .notNull()
      .references(() => peerAssists.id, { onDelete: 'cascade' }),
    after: text({ enum: ['30-days', '90-days'] }).notNull(),
    text: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ name: 'peer_assist_outcomes_pkey', columns: [t.peerAssistId, t.after] }),
    check('peer_assist_outcomes_after_check', sql`${t.after} in ('30-days', '90-days')`),
  ],
);
