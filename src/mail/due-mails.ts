import { and, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

import type { DbOrTx } from '../db/connect.ts';
import {
  type Gathering,
  gatherings,
  type Invitation,
  invitationStops,
  invitations,
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
};
export type InvitationContext = {
  invitation: Pick<Invitation, 'id' | 'reason' | 'answer' | 'offeredUntil' | 'seriesId' | 'standingId'>;
  /** For an invitation to a series, its next date. */
  gathering: Gathering;
  host: Pick<Person, 'name' | 'email'> | null;
  /** Message-ID of the first invitation when it has been, or may have been, sent. */
  invitationMessageId: string | null;
  /** Whether the person has stopped invitations of this host or series. */
  stopped: boolean;
  /** What the organiser wrote, of a note. */
  note: string | null;
};

const hosts = alias(people, 'hosts');
const firstMails = alias(mails, 'first_mails');
const isStopped = sql<boolean>`exists (
  select from ${invitationStops} where ${invitationStops.personId} = ${people.id}
    and (${invitationStops.hostId} = ${gatherings.hostId} or ${invitationStops.seriesId} = ${gatherings.seriesId}))`;

/** Of a series the next date as of when the mail was owed; one that takes place before one that was dropped. */
const nextDate = sql`(
  select next_date.id from ${gatherings} next_date
  where next_date.series_id = ${invitations.seriesId}
  order by next_date.ends_at <= ${mails.createdAt}, next_date.status = 'cancelled', next_date.starts_at
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
        answer: invitations.answer,
        offeredUntil: invitations.offeredUntil,
        seriesId: invitations.seriesId,
        standingId: invitations.standingId,
      },
      gathering: gatherings,
      host: { name: hosts.name, email: hosts.email },
      stopped: isStopped,
      invitationMessageId: sql<string | null>`(
        select ${firstMails.messageId} from ${mails} ${sql.identifier('first_mails')}
        where ${firstMails.invitationId} = ${mails.invitationId} and ${firstMails.kind} = 'invitation'
          and ${firstMails.delivery} in ('sending', 'sent', 'unknown', 'bounced')
        order by ${firstMails.sequence} limit 1)`,
      note: notes.text,
    })
    .from(mails)
    .innerJoin(people, eq(people.id, mails.personId))
    .leftJoin(invitations, eq(invitations.id, mails.invitationId))
    .leftJoin(gatherings, eq(gatherings.id, sql`coalesce(${invitations.gatheringId}, ${nextDate})`))
    .leftJoin(notes, eq(notes.id, mails.noteId))
    .leftJoin(hosts, eq(hosts.id, gatherings.hostId))
    .where(and(inArray(mails.id, mailIds), eq(mails.delivery, 'queued')));
  const suppressed = await suppressedAmong(
    db,
    rows.map(({ person }) => person.email),
  );
  const due = new Map(
    rows.map(({ mail, person, invitation, gathering, host, invitationMessageId, stopped, note }) => [
      mail.id,
      {
        ...mail,
        person: { ...person, suppressed: suppressed.has(person.email) },
        about:
          invitation && gathering
            ? { invitation, gathering, host, invitationMessageId, stopped, note }
            : null,
      },
    ]),
  );
  return mailIds.flatMap((id) => due.get(id) ?? []);
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
