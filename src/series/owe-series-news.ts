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
import { oweMails } from '../mail/owe-mails.ts';

const dates = alias(invitations, 'dates');

/** Those invited to the series as a whole. */
const invitedTo = (series: Series): SQL => eq(invitations.seriesId, series.id);

/** The rule or the plan changed: owes one update for the whole to everybody who was told the old one. */
export async function oweSeriesUpdates(tx: Tx, series: Series, now: Date): Promise<void> {
  await takeBackMails(tx, invitedTo(series), ['update']);
  await renewMails(tx, invitedTo(series), series.sequence, now);
  await oweConcerned(tx, 'update', series, hasBeenReached(tx), now);
}

/** The series is cancelled: owes one cancellation for the whole. */
export async function oweSeriesCancellations(tx: Tx, series: Series, now: Date): Promise<void> {
  await takeBackMails(tx, invitedTo(series), ['invitation', 'update', 'refresh']);
  await oweConcerned(tx, 'cancellation', series, hasBeenReached(tx), now);
}

/** A series took over the later dates of another: owes the news to all who come to it by the invitations carried over. */
export async function oweContinuation(tx: Tx, series: Series, now: Date): Promise<void> {
  await oweConcerned(tx, 'update', series, undefined, now);
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
async function oweConcerned(
  tx: Tx,
  kind: 'update' | 'cancellation',
  series: Series,
  reached: SQL | undefined,
  now: Date,
): Promise<void> {
  const acceptedDate = tx
    .select({ one: sql`1` })
    .from(dates)
    .where(
      and(eq(dates.standingId, invitations.id), isNotNull(dates.gatheringId), eq(dates.answer, 'accepted')),
    );
  const concerned = or(ne(invitations.answer, 'declined'), exists(acceptedDate));
  const rows = await tx
    .select({ id: invitations.id, personId: invitations.personId })
    .from(invitations)
    .where(and(invitedTo(series), isNull(invitations.uninvitedAt), concerned, reached))
    .orderBy(invitations.id);
  const { sequence } = series;
  await oweMails(
    tx,
    rows.map(({ id, personId }) => ({ kind, personId, invitationId: id, sequence })),
    now,
  );
}
