import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

import { gatherings } from './gatherings.ts';
import { people } from './people.ts';

/** A stall of a knowledge fair: what it offers and asks for, where it stands and what it needs. */
export const stalls = pgTable(
  'stalls',
  {
    id: uuid().primaryKey(),
    gatheringId: uuid()
      .notNull()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    unit: text().notNull(),
    offers: text().array().notNull(),
    asks: text().array().notNull(),
    /** Metres on the floor plan, from its upper left corner. */
    x: integer().notNull(),
    y: integer().notNull(),
    stepFree: boolean().notNull(),
    power: boolean().notNull(),
    network: boolean().notNull(),
    /** What is to be looked after: valuables, badges, doors. */
    security: text(),
    setUpMinutes: integer().notNull(),
    /** So many days before the fair its staff are reminded. */
    leadDays: integer().notNull(),
    /** `proposed` by somebody invited, until an organiser takes it up. */
    status: text({ enum: ['proposed', 'confirmed'] }).notNull(),
    createdBy: uuid().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    unique('stalls_gathering_key').on(t.gatheringId, t.id),
    check('stalls_status_check', sql`${t.status} in ('proposed', 'confirmed')`),
    check('stalls_set_up_check', sql`${t.setUpMinutes} >= 0 and ${t.leadDays} >= 0`),
  ],
);
export type Stall = typeof stalls.$inferSelect;

/** Who staffs a stall, in the order of their shifts. Nobody staffs two stalls of a fair. */
export const stallStaff = pgTable(
  'stall_staff',
  {
    gatheringId: uuid().notNull(),
    stallId: uuid().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    place: integer().notNull(),
  },
  (t) => [
    primaryKey({ name: 'stall_staff_pkey', columns: [t.gatheringId, t.personId] }),
    foreignKey({
      name: 'stall_staff_stall_fk',
      columns: [t.gatheringId, t.stallId],
      foreignColumns: [stalls.gatheringId, stalls.id],
    }).onDelete('cascade'),
    index('stall_staff_stall_idx').on(t.stallId),
    index('stall_staff_person_idx').on(t.personId),
  ],
);

/** What a visitor would like to find at one fair, beside the asks of the directory. */
export const fairAsks = pgTable(
  'fair_asks',
  {
    gatheringId: uuid()
      .notNull()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    asks: text().array().notNull(),
    /** Whether they can only go where there is no step. */
    stepFree: boolean().notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ name: 'fair_asks_pkey', columns: [t.gatheringId, t.personId] }),
    index('fair_asks_person_idx').on(t.personId),
  ],
);

/** How the routes of a fair were planned last. */
export const fairPlans = pgTable(
  'fair_plans',
  {
    gatheringId: uuid()
      .primaryKey()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    mode: text({ enum: ['free-flow', 'speed-geeking'] }).notNull(),
    rounds: integer().notNull(),
    roundMinutes: integer().notNull(),
    stallCapacity: integer().notNull(),
    seed: bigint({ mode: 'number' }).notNull(),
    plannedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [check('fair_plans_mode_check', sql`${t.mode} in ('free-flow', 'speed-geeking')`)],
);
export type FairPlanRow = typeof fairPlans.$inferSelect;

/** Where somebody is in a round: at a stall they visit, or on duty at their own. */
export const fairVisits = pgTable(
  'fair_visits',
  {
    gatheringId: uuid()
      .notNull()
      .references(() => fairPlans.gatheringId, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    round: integer().notNull(),
    stallId: uuid()
      .notNull()
      .references(() => stalls.id, { onDelete: 'cascade' }),
    onDuty: boolean().notNull(),
  },
  (t) => [
    primaryKey({ name: 'fair_visits_pkey', columns: [t.gatheringId, t.personId, t.round] }),
    uniqueIndex('fair_visits_no_repeat_key').on(t.personId, t.stallId).where(sql`not ${t.onDuty}`),
    index('fair_visits_stall_idx').on(t.stallId),
  ],
);

/** Who helps whom with what: made at a fair, looked at again after 90 days. */
export const fairAgreements = pgTable(
  'fair_agreements',
  {
    id: uuid().primaryKey(),
    gatheringId: uuid()
      .notNull()
      .references(() => gatherings.id, { onDelete: 'cascade' }),
    supplierId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    demanderId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    topic: text().notNull(),
    firstStep: text().notNull(),
    /** By when the first step is done. */
    firstStepOn: date({ mode: 'string' }).notNull(),
    supplierSays: text({ enum: ['kept', 'not-yet', 'no'] }),
    demanderSays: text({ enum: ['kept', 'not-yet', 'no'] }),
    createdBy: uuid().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    unique('fair_agreements_once_key').on(t.gatheringId, t.supplierId, t.demanderId, t.topic),
    index('fair_agreements_supplier_idx').on(t.supplierId),
    index('fair_agreements_demander_idx').on(t.demanderId),
    check('fair_agreements_two_check', sql`${t.supplierId} <> ${t.demanderId}`),
    check('fair_agreements_supplier_says_check', sql`${t.supplierSays} in ('kept', 'not-yet', 'no')`),
    check('fair_agreements_demander_says_check', sql`${t.demanderSays} in ('kept', 'not-yet', 'no')`),
  ],
);
export type FairAgreement = typeof fairAgreements.$inferSelect;
