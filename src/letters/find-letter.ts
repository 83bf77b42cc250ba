import { and, eq, isNull } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { letters, letterTokens, people } from '../db/schema/index.ts';
import type { ReadLetter } from './define-letter.ts';

/** The letter whose own page a link leads to, or null when there is no such link. */
export async function findLetter(db: DbOrTx, tokenHash: Buffer): Promise<ReadLetter | null> {
  const [row] = await db
    .select({
      id: letters.id,
      kind: letters.kind,
      personId: letters.personId,
      subjectId: letters.subjectId,
      occasion: letters.occasion,
      gatheringId: letters.gatheringId,
      person: {
        id: people.id,
        name: people.name,
        email: people.email,
        timeZone: people.timeZone,
        languages: people.languages,
        preferredLanguage: people.preferredLanguage,
      },
    })
    .from(letterTokens)
    .innerJoin(letters, eq(letters.id, letterTokens.letterId))
    .innerJoin(people, eq(people.id, letters.personId))
    .where(
      and(
        eq(letterTokens.tokenHash, tokenHash),
        eq(letterTokens.purpose, 'page'),
        isNull(letters.withdrawnAt),
      ),
    );
  return row ?? null;
}
