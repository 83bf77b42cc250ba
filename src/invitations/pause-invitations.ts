import { type AnyColumn, and, eq, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

import type { DbOrTx, Tx } from '../db/connect.ts';
import {
  gatherings,
  invitationStops,
  invitations,
  invitationTokens,
  PAUSED_FOR_GOOD,
  type Person,
  people,
  series,
} from '../db/schema/index.ts';
import { pauseMail } from '../people/pause-mail.ts';

/** Something that invitations come from, and whether those are stopped. */
export type Source = { id: string; name: string; stopped: boolean };

/** Whose invitations an unsubscribe link stops, and which are stopped: all, those of the host, those of the series. */
export type Subscription = {
  personId: string;
  paused: boolean;
  host: Source | null;
  series: Source | null;
} & Pick<Person, 'email' | 'languages' | 'preferredLanguage'>;

const hosts = alias(people, 'hosts');
/** Of the series where the mail was about one, else of the gathering. */
const hostId = sql`coalesce(${gatherings.hostId}, ${series.hostId})`;
const seriesId = sql`coalesce(${invitations.seriesId}, ${gatherings.seriesId})`;

/** The person behind an unsubscribe link, or null when there is no such link. It works for ever, as RFC 8058 wants. */
export async function findSubscription(db: DbOrTx, tokenHash: Buffer): Promise<Subscription | null> {
  const [row] = await db
    .select({
      personId: people.id,
      email: people.email,
      languages: people.languages,
      preferredLanguage: people.preferredLanguage,
      pausedUntil: people.pausedUntil,
      host: { id: hosts.id, name: hosts.name },
      hostStopped: isStopped(invitationStops.hostId, hosts.id),
      series: { id: series.id, name: sql<string>`${series.plan} ->> 'title'` },
      seriesStopped: isStopped(invitationStops.seriesId, series.id),
    })
    .from(invitationTokens)
    .innerJoin(invitations, eq(invitations.id, invitationTokens.invitationId))
    .innerJoin(people, eq(people.id, invitations.personId))
    .leftJoin(gatherings, eq(gatherings.id, invitations.gatheringId))
    .leftJoin(series, sql`${series.id} = ${seriesId}`)
    .leftJoin(hosts, sql`${hosts.id} = ${hostId}`)
    .where(and(eq(invitationTokens.tokenHash, tokenHash), eq(invitationTokens.purpose, 'unsubscribe')));
  if (!row) return null;
  const { pausedUntil, host, hostStopped, series: found, seriesStopped, ...person } = row;
  return {
    ...person,
    paused: pausedUntil === PAUSED_FOR_GOOD,
    host: host && { ...host, stopped: hostStopped },
    series: found && { ...found, stopped: seriesStopped },
  };
}

function isStopped(column: AnyColumn, id: AnyColumn): SQL<boolean> {
  return sql<boolean>`exists (
    select from ${invitationStops} where ${invitationStops.personId} = ${people.id} and ${column} = ${id})`;
}

/**
 * Stops invitations to a person until they say otherwise, or lets them come again. What they have accepted stays as it
 * is, and news of it still reaches them. Doing it twice changes nothing. Null when there is no such link.
 */
export async function pauseInvitations(
  tx: Tx,
  input: { tokenHash: Buffer; paused: boolean },
  now: Date,
): Promise<Subscription | null> {
  const found = await findSubscription(tx, input.tokenHash);
  if (!found || found.paused === input.paused) return found;
  await pauseMail(tx, { personId: found.personId, paused: input.paused }, now);
  return { ...found, paused: input.paused };
}
