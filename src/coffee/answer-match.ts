import { and, eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type CoffeeAnswer, coffeeMatches, coffeeSeats } from '../db/schema/index.ts';
import { sayWeMet, takeBackMeeting } from '../encounters/say-we-met.ts';
import { type MyMatch, matchesFor } from './queries.ts';

/** Says whether the people of a match met, and with a yes, whether they want to stay in touch. */
export type AnswerInput = { matchId: string; personId: string; answer: CoffeeAnswer; stay: boolean };

/**
 * Takes somebody's answer to "did you meet?". A yes is theirs alone until another of the table says so too; another
 * answer takes it back. The last answer counts. Null where it is no match of theirs, or the date was called off.
 */
export async function answerMatch(
  tx: Tx,
  { matchId, personId, answer, stay }: AnswerInput,
  now: Date,
): Promise<MyMatch | null> {
  await tx
    .select({ id: coffeeMatches.id })
    .from(coffeeMatches)
    .where(eq(coffeeMatches.id, matchId))
    .for('update');
  const key = `${matchId} ${personId}`;
  const match = (await matchesFor(tx, [{ matchId, personId }])).get(key);
  if (!match) return null;
  const stays = answer === 'yes' && stay;
  await tx
    .update(coffeeSeats)
    .set({ answer, stay: stays, answeredAt: now })
    .where(and(eq(coffeeSeats.matchId, matchId), eq(coffeeSeats.personId, personId)));
  const { gatheringId, startsAt, durationMinutes: minutes, partners } = match;
  if (answer === 'yes') {
    await sayWeMet(
      tx,
      {
        gatheringId,
        personId,
        otherIds: partners.map(({ id }) => id),
        stay: stays,
        roundNumber: 1,
        tableSize: partners.length + 1,
        minutes,
        metAt: startsAt < now ? startsAt : now,
      },
      now,
    );
  } else await takeBackMeeting(tx, { gatheringId, personId });
  return { ...match, me: { ...match.me, answer, stay: stays } };
}
