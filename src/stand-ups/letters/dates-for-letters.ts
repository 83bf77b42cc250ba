import { and, eq, inArray, isNull, sql } from 'drizzle-orm';

import type { DbOrTx } from '../../db/connect.ts';
import { type Gathering, gatherings, invitations, people } from '../../db/schema/index.ts';
import type { DueLetter } from '../../mail/due-mails.ts';

/** What a letter about a date says of it. */
export type DateFacts = Pick<
  Gathering,
  'id' | 'title' | 'startsAt' | 'durationMinutes' | 'timeZone' | 'place' | 'onlineUrl'
> & { host: string | null };

/**
 * The dates that these letters are about, by the id of the letter. Those that are cancelled are left out, and for
 * letters to participants those whom the reader does not come to. Two queries, however many.
 */
export async function datesForLetters(
  db: DbOrTx,
  letters: DueLetter[],
  { to }: { to: 'participants' | 'leaders' },
): Promise<Map<string, DateFacts>> {
  const subjects = [...new Set(letters.map(({ subjectId }) => subjectId))];
  const { id, title, startsAt, durationMinutes, timeZone, place, onlineUrl } = gatherings;
  const rows = await db
    .select({ id, title, startsAt, durationMinutes, timeZone, place, onlineUrl, host: people.name })
    .from(gatherings)
    .leftJoin(people, eq(people.id, gatherings.hostId))
    .where(and(inArray(gatherings.id, subjects), sql`${gatherings.status} <> 'cancelled'`));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const coming = to === 'participants' ? await comingTo(db, letters) : null;
  return new Map(
    letters.flatMap((letter) => {
      const date = byId.get(letter.subjectId);
      const comes = coming === null || coming.has(`${letter.subjectId} ${letter.personId}`);
      return date && comes ? [[letter.id, date]] : [];
    }),
  );
}

async function comingTo(db: DbOrTx, letters: DueLetter[]): Promise<Set<string>> {
  const rows = await db
    .select({ gatheringId: invitations.gatheringId, personId: invitations.personId })
    .from(invitations)
    .where(
      and(
        sql`(${invitations.gatheringId}, ${invitations.personId}) in (select * from unnest(
          ${sql.param(letters.map(({ subjectId }) => subjectId))}::uuid[],
          ${sql.param(letters.map(({ personId }) => personId))}::uuid[]))`,
        isNull(invitations.uninvitedAt),
        sql`${invitations.answer} <> 'declined'`,
      ),
    );
  return new Set(rows.map(({ gatheringId, personId }) => `${gatheringId} ${personId}`));
}
