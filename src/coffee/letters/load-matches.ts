import type { DbOrTx } from '../../db/connect.ts';
import type { DueLetter } from '../../mail/due-mails.ts';
import { type MyMatch, matchesFor } from '../queries.ts';

/** The matches that letters are about, by letter id, where they are still of use. One query. */
export async function loadMatches(
  db: DbOrTx,
  letters: DueLetter[],
  isOfUse: (match: MyMatch) => boolean,
): Promise<Map<string, MyMatch>> {
  const found = await matchesFor(
    db,
    letters.map(({ subjectId: matchId, personId }) => ({ matchId, personId })),
  );
  return new Map(
    letters.flatMap(({ id, subjectId, personId }) => {
      const match = found.get(`${subjectId} ${personId}`);
      return match && isOfUse(match) ? [[id, match]] : [];
    }),
  );
}

/** Whether somebody has still to say what became of a match: neither that they met nor that they will not. */
export const isOpen = ({ me }: MyMatch): boolean => me.answer === null || me.answer === 'not-yet';
