import { type SQL, sql } from 'drizzle-orm';

import type { DbOrTx, Tx } from '../db/connect.ts';
import { preparedStatement } from '../db/prepared-statement.ts';
import {
  type Gathering,
  gatherings,
  type Invitation,
  invitations,
  invitationTokens,
  type Person,
  people,
} from '../db/schema/index.ts';

/** What a personal link leads to: as much as its page shows. */
export type Link = {
  invitation: Pick<
    Invitation,
    | 'id'
    | 'personId'
    | 'reason'
    | 'reasonParts'
    | 'answer'
    | 'attends'
    | 'offeredUntil'
    | 'note'
    | 'needs'
    | 'guests'
  >;
  gathering: Pick<
    Gathering,
    | 'id'
    | 'status'
    | 'startsAt'
    | 'durationMinutes'
    | 'timeZone'
    | 'capacity'
    | 'hybrid'
    | 'remoteCapacity'
    | 'offerHours'
    | 'answerUntil'
    | 'asksNeeds'
    | 'guestsAllowed'
    | 'startLocal'
    | 'calendarUid'
    | 'sequence'
    | 'title'
    | 'purpose'
    | 'place'
    | 'onlineUrl'
    | 'agenda'
    | 'briefing'
    | 'cancelReason'
  >;
  person: Pick<Person, 'email' | 'timeZone' | 'languages' | 'preferredLanguage'>;
};

/** How an invitation is named: by the hash of its answer link's token, or by its id. */
export type LinkKey = { tokenHash: Buffer } | { invitationId: string };

/** What an answer link leads to, or null when there is no such link. */
export async function findLink(db: DbOrTx, key: LinkKey): Promise<Link | null> {
  const [row] = 'tokenHash' in key ? await findByToken(db, key) : await findById(db, key);
  return row ? linkOf(row) : null;
}

/**
 * The same with the gathering's row locked until the transaction ends, as everybody does who changes answers.
 * The answer is as of before the lock: whoever waited for it must read it again.
 */
export async function lockLink(tx: Tx, key: LinkKey): Promise<Link | null> {
  const [row] = 'tokenHash' in key ? await lockByToken(tx, key) : await lockById(tx, key);
  return row ? linkOf(row) : null;
}

type Row = Omit<Link['invitation'], 'offeredUntil'> & { offeredUntil: string | null } & Pick<
    Person,
    'email' | 'languages' | 'preferredLanguage'
  > & { readerZone: string; startsAt: string } & {
    gathering: Omit<Link['gathering'], 'startsAt' | 'answerUntil'> & { answerUntil: string | null };
  };

const selectLink = sql`
  select ${invitations.id}, ${invitations.personId} as "personId", ${invitations.reason},
    ${invitations.reasonParts} as "reasonParts", ${invitations.answer}, ${invitations.attends},
    ${invitations.offeredUntil} as "offeredUntil", ${invitations.note}, ${invitations.needs}, ${invitations.guests}, ${people.email}, ${people.timeZone} as "readerZone", ${people.languages},
    ${people.preferredLanguage} as "preferredLanguage", ${gatherings.startsAt} as "startsAt",
    jsonb_build_object(
      'id', ${gatherings.id}, 'status', ${gatherings.status}, 'durationMinutes', ${gatherings.durationMinutes},
      'timeZone', ${gatherings.timeZone}, 'capacity', ${gatherings.capacity}, 'hybrid', ${gatherings.hybrid},
      'remoteCapacity', ${gatherings.remoteCapacity}, 'offerHours', ${gatherings.offerHours},
      'answerUntil', ${gatherings.answerUntil}, 'asksNeeds', ${gatherings.asksNeeds},
      'guestsAllowed', ${gatherings.guestsAllowed},
      'startLocal', ${gatherings.startLocal}, 'calendarUid', ${gatherings.calendarUid}, 'sequence', ${gatherings.sequence},
      'title', ${gatherings.title}, 'purpose', ${gatherings.purpose}, 'place', ${gatherings.place},
      'onlineUrl', ${gatherings.onlineUrl}, 'agenda', ${gatherings.agenda}, 'briefing', ${gatherings.briefing}, 'cancelReason', ${gatherings.cancelReason}
    ) as gathering
  from ${invitations}
  join ${gatherings} on ${gatherings.id} = ${invitations.gatheringId}
  join ${people} on ${people.id} = ${invitations.personId}`;
/** Hashes are compared, never tokens: how long the comparison takes tells nothing about a token. */
const isOfToken = sql`${invitations.id} = (
  select ${invitationTokens.invitationId} from ${invitationTokens}
  where ${invitationTokens.tokenHash} = ${sql.placeholder('tokenHash')} and ${invitationTokens.purpose} = 'answer')`;
const isOfId = sql`${invitations.id} = ${sql.placeholder('invitationId')}`;
const locked = sql`for no key update of ${gatherings}`;

const where = (condition: SQL, rest = sql``) =>
  preparedStatement<Row>(
    sql`${selectLink} where ${condition} and ${invitations.uninvitedAt} is null ${rest}`,
  );
const findByToken = where(isOfToken);
const findById = where(isOfId);
const lockByToken = where(isOfToken, locked);
const lockById = where(isOfId, locked);

function linkOf(row: Row): Link {
  const {
    email,
    readerZone,
    languages,
    preferredLanguage,
    startsAt,
    gathering,
    offeredUntil,
    ...invitation
  } = row;
  return {
    invitation: { ...invitation, offeredUntil: dateOf(offeredUntil) },
    gathering: { ...gathering, startsAt: new Date(startsAt), answerUntil: dateOf(gathering.answerUntil) },
    person: { email, timeZone: readerZone, languages, preferredLanguage },
  };
}

const dateOf = (text: string | null) => (text === null ? null : new Date(text));
