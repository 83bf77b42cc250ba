import { and, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

import type { DbOrTx } from '../db/connect.ts';
import {
  type Gathering,
  gatherings,
  type Invitation,
  invitationStops,
  invitations,
  type Letter,
  letterStops,
  letters,
  type Mail,
  mails,
  notes,
  type Person,
  people,
  suppressions,
} from '../db/schema/index.ts';
import { addressHash } from './address-hash.ts';

/** A queued mail with everything that its message says and that decides whether it still goes out. */
export type DueMail = Mail & {
  person: Pick<
    Person,
    | 'id'
    | 'email'
    | 'name'
    | 'unit'
    | 'location'
    | 'timeZone'
    | 'languages'
    | 'preferredLanguage'
    | 'leftOn'
    | 'pausedUntil'
  > & {
    /** Whether their address is on the list of those that get no mail any more. */
    suppressed: boolean;
  };
  /** Null for mails that are not about an invitation. */
  about: InvitationContext | null;
  /** Null for mails that are not letters. */
  letter: LetterContext | null;
};
export type DueLetter = Pick<Letter, 'id' | 'kind' | 'personId' | 'subjectId' | 'occasion' | 'gatheringId'>;
/** A letter with what decides whether it still goes out, and when. */
export type LetterContext = DueLetter & {
  /** Whether the person has stopped letters of its topic. */
  stopped: boolean;
  /** When the gathering begins in whose time it is of use. */
  startsAt: Date | null;
};
export type InvitationContext = {
  invitation: Pick<
    Invitation,
    'id' | 'reason' | 'reasonParts' | 'answer' | 'attends' | 'offeredUntil' | 'seriesId' | 'standingId'
  >;
  /** For an invitation to a series, its next date. */
  gathering: Gathering;
  host: Pick<Person, 'name' | 'email'> | null;
  /** Message-ID of the first invitation when it has been, or may have been, sent. */
  invitationMessageId: string | null;
  /** Whether the person has stopped invitations of this host or series. */
  stopped: boolean;
  /** Whether the person has answered single dates of an invitation to a series. */
  answeredDates: boolean;
  /** What the organiser wrote, of a note. */
  note: string | null;
};

const hosts = alias(people, 'hosts');
const firstMails = alias(mails, 'first_mails');
const letterGatherings = alias(gatherings, 'letter_gatherings');
/** The topic of a kind is what stands before its dot. */
const isLetterStopped = sql<boolean>`exists (
  select from ${letterStops} where ${letterStops.personId} = ${people.id}
    and ${letterStops.topic} = split_part(${letters.kind}, '.', 1))`;
const isStopped = sql<boolean>`exists (
  select from ${invitationStops} where ${invitationStops.personId} = ${people.id}
    and (${invitationStops.hostId} = ${gatherings.hostId} or ${invitationStops.seriesId} = ${gatherings.seriesId}))`;

const hasAnsweredDates = sql<boolean>`${invitations.seriesId} is not null and exists (
  select from ${invitations} dated where dated.standing_id = ${invitations.id} and dated.answer <> 'none')`;

/** Of a series the next date as of when the mail was owed; one that takes place before one that was dropped. */
const nextDate = sql`(
  select next_date.id from ${gatherings} next_date
  where next_date.series_id = ${invitations.seriesId}
  order by next_date.starts_at <= ${mails.createdAt}, next_date.status = 'cancelled', next_date.starts_at
  limit 1)`;

/** Of these mails those that are queued, in two queries; the order of the ids is kept. */
export async function dueMails(db: DbOrTx, mailIds: string[]): Promise<DueMail[]> {
  const rows = await db
    .select({
      mail: mails,
      person: {
        id: people.id,
        email: people.email,
        name: people.name,
        unit: people.unit,
        location: people.location,
        timeZone: people.timeZone,
        languages: people.languages,
        preferredLanguage: people.preferredLanguage,
        leftOn: people.leftOn,
        pausedUntil: people.pausedUntil,
      },
      invitation: {
        id: invitations.id,
        reason: invitations.reason,
        reasonParts: invitations.reasonParts,
        answer: invitations.answer,
        attends: invitations.attends,
        offeredUntil: invitations.offeredUntil,
        seriesId: invitations.seriesId,
        standingId: invitations.standingId,
      },
      gathering: gatherings,
      host: { name: hosts.name, email: hosts.email },
      stopped: isStopped,
      answeredDates: hasAnsweredDates,
      invitationMessageId: sql<string | null>`(
        select ${firstMails.messageId} from ${mails} ${sql.identifier('first_mails')}
        where ${firstMails.invitationId} = ${mails.invitationId} and ${firstMails.kind} = 'invitation'
          and ${firstMails.delivery} in ('sending', 'sent', 'unknown', 'bounced')
        order by ${firstMails.sequence} limit 1)`,
      note: notes.text,
      letter: {
        id: letters.id,
        kind: letters.kind,
        personId: letters.personId,
        subjectId: letters.subjectId,
        occasion: letters.occasion,
        gatheringId: letters.gatheringId,
      },
      letterStopped: isLetterStopped,
      letterStartsAt: letterGatherings.startsAt,
    })
    .from(mails)
    .innerJoin(people, eq(people.id, mails.personId))
    .leftJoin(invitations, eq(invitations.id, mails.invitationId))
    .leftJoin(gatherings, eq(gatherings.id, sql`coalesce(${invitations.gatheringId}, ${nextDate})`))
    .leftJoin(notes, eq(notes.id, mails.noteId))
    .leftJoin(hosts, eq(hosts.id, gatherings.hostId))
    .leftJoin(letters, eq(letters.id, mails.letterId))
    .leftJoin(letterGatherings, eq(letterGatherings.id, letters.gatheringId))
    .where(and(inArray(mails.id, mailIds), eq(mails.delivery, 'queued')));
  const suppressed = await suppressedAmong(
    db,
    rows.map(({ person }) => person.email),
  );
  const due = new Map(
    rows.map(({ mail, person, ...row }) => [
      mail.id,
      {
        ...mail,
        person: { ...person, suppressed: suppressed.has(person.email) },
        about: aboutOf(row),
        letter: row.letter && { ...row.letter, stopped: row.letterStopped, startsAt: row.letterStartsAt },
      },
    ]),
  );
  return mailIds.flatMap((id) => due.get(id) ?? []);
}

function aboutOf({
  invitation,
  gathering,
  ...rest
}: Omit<InvitationContext, 'invitation' | 'gathering'> & {
  invitation: InvitationContext['invitation'] | null;
  gathering: Gathering | null;
}): InvitationContext | null {
  if (!invitation || !gathering) return null;
  const { host, invitationMessageId, stopped, answeredDates, note } = rest;
  return { invitation, gathering, host, invitationMessageId, stopped, answeredDates, note };
}

/** Those of the addresses that are on the list, in one query. */
async function suppressedAmong(db: DbOrTx, addresses: string[]): Promise<Set<string>> {
  if (addresses.length === 0) return new Set();
  const hashes = new Map(addresses.map((address) => [address, addressHash(address)]));
  const rows = await db
    .select({ hash: suppressions.addressHash })
    .from(suppressions)
    .where(inArray(suppressions.addressHash, [...hashes.values()]));
  const found = new Set(rows.map(({ hash }) => hash.toString('hex')));
  return new Set(addresses.filter((address) => found.has(hashes.get(address)?.toString('hex') ?? '')));
}
