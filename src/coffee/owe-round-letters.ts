import type { Tx } from '../db/connect.ts';
import { type OwedLetter, oweLetters } from '../letters/owe-letters.ts';
import type { CoffeeDrawn } from '../mixing/index.ts';
import type { Progress } from './draw-round.ts';
import type { StoredMatch } from './store-tables.ts';

/** Matches whose letters are owed by one call: memory does not grow with their number. */
const MATCHES_PER_CALL = 1_000;

/**
 * Owes the mails of a draw: to everybody their match, to whoever has nobody why. A reminder at half time and one closing
 * question follow when their time comes: three a person at most.
 */
export async function oweRoundLetters(
  tx: Tx,
  {
    gatheringId,
    matches,
    drawn,
    tell,
  }: { gatheringId: string; matches: readonly StoredMatch[]; drawn: CoffeeDrawn; tell: Progress },
  now: Date,
): Promise<void> {
  for (let from = 0; from < matches.length; from += MATCHES_PER_CALL) {
    const owed = matches
      .slice(from, from + MATCHES_PER_CALL)
      .flatMap(({ id: subjectId, seats }) =>
        seats.map((personId): OwedLetter => ({ kind: 'coffee.match', subjectId, personId, gatheringId })),
      );
    await oweLetters(tx, owed, now);
    tell('queueing', Math.min(1, (from + MATCHES_PER_CALL) / matches.length));
  }
  const alone = drawn.unmatched.map(
    ({ id: personId, why }): OwedLetter => ({
      kind: 'coffee.unmatched',
      subjectId: gatheringId,
      personId,
      occasion: why,
      gatheringId,
    }),
  );
  await oweLetters(tx, alone, now);
}
