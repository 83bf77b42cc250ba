import { and, asc, desc, eq, isNull, or, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import {
  checkIns,
  gatherings,
  invitations,
  letters,
  mails,
  type Person,
  rounds,
  seats,
  series,
  sessions,
  signInLinks,
} from '../db/schema/index.ts';
import { encountersOf } from '../encounters/queries.ts';
import { fairsOf } from '../fairs/queries.ts';
import { feedSince } from '../feeds/queries.ts';
import { introductionsTo } from '../introductions/queries.ts';
import { personAnswer } from '../people/person-answer.ts';
import { votingsOf } from '../self-assessments/queries.ts';
import { openVotesOf } from '../town-halls/queries.ts';
import { ownAssists } from './own-assists.ts';
import { ownDoNotMatch, ownMatches, saidBy } from './own-matches.ts';
import { ownLines, ownParts, ownProgrammes } from './own-programmes.ts';
import { letterStopsOf, repliesOf, stopsOf, suppressionsOf } from './own-replies.ts';
import { invitationsOf } from './queries.ts';
import type { OwnData } from './schemas.ts';

/** More rows than anybody has: an export is whole, not paged. */
const EVERYTHING = { after: null, limit: 1_000_000 };

/**
 * Everything that is kept about a person. Of others it holds only whom they met, as their own list shows it. Call it
 * in a transaction that sees one moment (repeatable read).
 */
export async function ownData(tx: Tx, person: Person, now: Date): Promise<OwnData> {
  const met = await encountersOf(tx, person.id, EVERYTHING);
  return {
    exportedAt: now.toISOString(),
    person: { ...personAnswer(person), role: person.role },
    invitations: await invitationsOf(tx, person.id, EVERYTHING),
    seriesInvitations: await seriesInvitationsOf(tx, person.id),
    programmes: await ownProgrammes(tx, person.id),
    programmeParts: await ownParts(tx, person.id),
    standUpLines: await ownLines(tx, person.id),
    calendarAddressSince: (await feedSince(tx, person.id))?.toISOString() ?? null,
    checkIns: await checkInsOf(tx, person.id),
    seats: await seatsOf(tx, person.id),
    encounters: met.map((row) => ({ ...row, metAt: row.metAt.toISOString() })),
    saidWeMet: await saidBy(tx, person.id),
    matches: await ownMatches(tx, person.id),
    doNotMatch: await ownDoNotMatch(tx, person.id),
    gatherings: await runBy(tx, person.id),
    introductions: await introductionsTo(tx, person.id),
    selfAssessments: await votingsOf(tx, person.id),
    questionVotes: await openVotesOf(tx, person.id),
    peerAssists: await ownAssists(tx, person.id),
    fairs: await fairsOf(tx, person.id),
    mails: await mailsTo(tx, person.id),
    replies: await repliesOf(tx, person.id),
    stops: await stopsOf(tx, person.id),
    letterStops: await letterStopsOf(tx, person.id),
    suppressions: await suppressionsOf(tx, person.id),
    sessions: await sessionsOf(tx, person.id),
    signInLinks: await signInLinksOf(tx, person.id),
  };
}

const where = { gatheringId: gatherings.id, title: gatherings.title };

async function checkInsOf(tx: Tx, personId: string): Promise<OwnData['checkIns']> {
  const rows = await tx
    .select({ ...where, checkedInAt: checkIns.checkedInAt })
    .from(checkIns)
    .innerJoin(gatherings, eq(gatherings.id, checkIns.gatheringId))
    .where(eq(checkIns.personId, personId))
    .orderBy(asc(checkIns.checkedInAt));
  return rows.map((row) => ({ ...row, checkedInAt: row.checkedInAt.toISOString() }));
}

function seatsOf(tx: Tx, personId: string): Promise<OwnData['seats']> {
  return tx
    .select({ ...where, round: rounds.number, table: seats.tableNumber })
    .from(seats)
    .innerJoin(rounds, eq(rounds.id, seats.roundId))
    .innerJoin(gatherings, eq(gatherings.id, rounds.gatheringId))
    .where(eq(seats.personId, personId))
    .orderBy(asc(gatherings.startsAt), asc(gatherings.id), asc(rounds.number));
}

async function runBy(tx: Tx, personId: string): Promise<OwnData['gatherings']> {
  const { hostId, facilitatorId, createdBy } = gatherings;
  const rows = await tx
    .select({ ...where, hostId, facilitatorId, createdBy })
    .from(gatherings)
    .where(or(eq(hostId, personId), eq(facilitatorId, personId), eq(createdBy, personId)))
    .orderBy(asc(gatherings.id));
  return rows.map((row) => ({
    gatheringId: row.gatheringId,
    title: row.title,
    host: row.hostId === personId,
    facilitator: row.facilitatorId === personId,
    scheduledByYou: row.createdBy === personId,
  }));
}

async function mailsTo(tx: Tx, personId: string): Promise<OwnData['mails']> {
  const { id, kind, invitationId, delivery, createdAt, sentAt } = mails;
  const rows = await tx
    .select({ id, kind, letter: letters.kind, invitationId, delivery, createdAt, sentAt })
    .from(mails)
    .leftJoin(letters, eq(letters.id, mails.letterId))
    .where(eq(mails.personId, personId))
    .orderBy(asc(mails.id));
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  }));
}

async function sessionsOf(tx: Tx, personId: string): Promise<OwnData['sessions']> {
  const rows = await tx
    .select({ startedAt: sessions.createdAt, expiresAt: sessions.expiresAt })
    .from(sessions)
    .where(eq(sessions.personId, personId))
    .orderBy(desc(sessions.createdAt));
  return rows.map((row) => ({
    startedAt: row.startedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}

async function signInLinksOf(tx: Tx, personId: string): Promise<OwnData['signInLinks']> {
  const { createdAt, expiresAt, usedAt } = signInLinks;
  const rows = await tx
    .select({ createdAt, expiresAt, usedAt })
    .from(signInLinks)
    .where(eq(signInLinks.personId, personId))
    .orderBy(desc(createdAt));
  return rows.map((row) => ({
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    usedAt: row.usedAt?.toISOString() ?? null,
  }));
}

async function seriesInvitationsOf(tx: Tx, personId: string): Promise<OwnData['seriesInvitations']> {
  const { seriesId, answer, answeredAt, createdAt } = invitations;
  const rows = await tx
    .select({
      seriesId: series.id,
      title: sql<string>`${series.plan} ->> 'title'`,
      answer,
      answeredAt,
      invitedAt: createdAt,
    })
    .from(invitations)
    .innerJoin(series, eq(series.id, seriesId))
    .where(and(eq(invitations.personId, personId), isNull(invitations.uninvitedAt)))
    .orderBy(asc(invitations.id));
  return rows.map((row) => ({
    ...row,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    invitedAt: row.invitedAt.toISOString(),
  }));
}
