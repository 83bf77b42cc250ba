import { eq, inArray } from 'drizzle-orm';

import type { DbOrTx } from '../../db/connect.ts';
import { gatherings, peerAssistOutcomes, peerAssists } from '../../db/schema/index.ts';
import type { DueLetter } from '../../mail/due-mails.ts';
import type { FoundAssist } from '../queries.ts';

/** A confirmed request with its gathering, and for which days an outcome is told. */
export type AssistOfLetter = Required<FoundAssist> & {
  gathering: NonNullable<FoundAssist['gathering']>;
  told: string[];
};

/**
 * The assists that letters are about, by letter: those whose meeting was not cancelled and for which `isOfUse` holds.
 * Two queries.
 */
export async function foundByLetter(
  db: DbOrTx,
  letters: DueLetter[],
  isOfUse: (found: AssistOfLetter, letter: DueLetter) => boolean,
): Promise<Map<string, AssistOfLetter>> {
  const ids = [...new Set(letters.map(({ subjectId }) => subjectId))];
  const rows = await db
    .select({ assist: peerAssists, gathering: gatherings })
    .from(peerAssists)
    .innerJoin(gatherings, eq(gatherings.id, peerAssists.gatheringId))
    .where(inArray(peerAssists.id, ids));
  const outcomes = await db
    .select({ assistId: peerAssistOutcomes.peerAssistId, after: peerAssistOutcomes.after })
    .from(peerAssistOutcomes)
    .where(inArray(peerAssistOutcomes.peerAssistId, ids));
  const byId = new Map(
    rows.map((row) => {
      const told = outcomes.filter(({ assistId }) => assistId === row.assist.id).map(({ after }) => after);
      return [row.assist.id, { ...row, told }] as const;
    }),
  );
  return new Map(
    letters.flatMap((letter) => {
      const found = byId.get(letter.subjectId);
      if (!found || found.gathering.status === 'cancelled' || !isOfUse(found, letter)) return [];
      return [[letter.id, found] as const];
    }),
  );
}
