import { and, eq, exists, inArray, isNotNull, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

import type { Tx } from '../db/connect.ts';
import { type Gathering, invitations, type Series } from '../db/schema/index.ts';
import {
  hasBeenReached,
  oweCancellations,
  oweUpdates,
  renewMails,
  takeBackMails,
} from '../gatherings/owe-news.ts';
import { MAILS_PER_JOB, type OwedMail, oweMails } from '../mail/owe-mails.ts';

const dates = alias(invitations, 'dates');

/** Those invited to the series as a whole. */
const invitedTo = (series: Series): SQL => eq(invitations.seriesId, series.id);

/** The rule or the plan changed: owes one update for the whole to everybody who was told the old one. */
export async function oweSeriesUpdates(tx: Tx, series: Series, now: Date): Promise<void> {
  await takeBackMails(tx, invitedTo(series), ['update']);
  await renewMails(tx, invitedTo(series), series.sequence, now);
  await oweMails(tx, await concerned(tx, 'update', series, hasBeenReached(tx)), now);
}

/** The series is cancelled: owes one cancellation for the whole. */
export async function oweSeriesCancellations(tx: Tx, series: Series, now: Date): Promise<void> {
  await takeBackMails(tx, invitedTo(series), ['invitation', 'update', 'refresh']);
  await oweMails(tx, await concerned(tx, 'cancellation', series, hasBeenReached(tx)), now);
}

/** So many people's two mails are one job, in which a person's mails go out one after the other. */
const PEOPLE_PER_JOB = Math.floor(MAILS_PER_JOB / 2);

/**
 * A series took over the later dates of another: owes the end of the old one to everybody who was told of it, and after
 * it the new one to all who come to it by the invitations carried over.
 */
export async function oweContinuation(tx: Tx, old: Series, next: Series, now: Date): Promise<void> {
  await takeBackMails(tx, invitedTo(old), ['update']);
  await renewMails(tx, invitedTo(old), old.sequence, now);
  const owed = new Map<string, OwedMail[]>();
  for (const mail of [
    ...(await concerned(tx, 'update', old, hasBeenReached(tx))),
    ...(await concerned(tx, 'update', next, undefined)),
  ]) {
    owed.set(mail.personId, [...(owed.get(mail.personId) ?? []), mail]);
  }
  const all = [...owed.values()];
  for (let i = 0; i < all.length; i += PEOPLE_PER_JOB) {
    await oweMails(tx, all.slice(i, i + PEOPLE_PER_JOB).flat(), now);
  }
}

/** News of single dates for those who are invited to them alone, date by date. */
export async function oweDatesAlone(
  tx: Tx,
  changed: Gathering[],
  kind: 'update' | 'cancellation',
  now: Date,
): Promise<void> {
  if (changed.length === 0) return;
  const ids = changed.map(({ id }) => id);
  const rows = await tx
    .selectDistinct({ id: invitations.gatheringId })
    .from(invitations)
    .where(and(inArray(invitations.gatheringId, ids), isNull(invitations.standingId)));
  const withGuests = new Set(rows.map(({ id }) => id));
  const owe = kind === 'update' ? oweUpdates : oweCancellations;
  for (const date of changed) if (withGuests.has(date.id)) await owe(tx, date, now, 'invited-alone');
}

/** Who declined the series is told nothing, unless a date of it was accepted all the same. */
async function concerned(
  tx: Tx,
  kind: 'update' | 'cancellation',
  series: Series,
  reached: SQL | undefined,
): Promise<OwedMail[]> {
  const acceptedDate = tx
    .select({ one: sql`1` })
    .from(dates)
    .where(
      and(eq(dates.standingId, invitations.id), isNotNull(dates.gatheringId), eq(dates.answer, 'accepted')),
    );
  const comes = or(ne(invitations.answer, 'declined'), exists(acceptedDate));
  const rows = await tx
    .select({ id: invitations.id, personId: invitations.personId })
    .from(invitations)
    .where(and(invitedTo(series), isNull(invitations.uninvitedAt), comes, reached))
    .orderBy(invitations.id);
  const { sequence } = series;
  return rows.map(({ id, personId }) => ({ kind, personId, invitationId: id, sequence }));
}
