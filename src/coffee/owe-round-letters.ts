import type { Tx } from '../db/connect.ts';
import type { Gathering, Programme } from '../db/schema/index.ts';
import { type OwedLetter, oweLetters } from '../letters/owe-letters.ts';
import type { CoffeeDrawn } from '../mixing/index.ts';
import type { CoffeeSettings } from '../programmes/formats/coffee.ts';
import type { Progress } from './draw-round.ts';
import type { StoredMatch } from './store-tables.ts';

/** Matches whose letters are owed by one call. */
const MATCHES_PER_CALL = 2_500;
const MS_PER_DAY = 86_400_000;

/**
 * Owes the mails of a round, three a person at most: the match now, a reminder at half time and one closing question,
 * which both look again when their time comes; to whoever has nobody, one that says why.
 */
export async function oweRoundLetters(
  tx: Tx,
  {
    gathering: { id: gatheringId, startsAt },
    programme,
    matches,
    drawn,
    tell,
  }: {
    gathering: Gathering;
    programme: Programme;
    matches: readonly StoredMatch[];
    drawn: CoffeeDrawn;
    tell: Progress;
  },
  now: Date,
): Promise<void> {
  const { daysToMeet } = programme.settings as CoffeeSettings;
  const begins = startsAt > now ? startsAt : now;
  const after = (days: number) => new Date(begins.getTime() + days * MS_PER_DAY);
  const [halfTime, closing] = [after(daysToMeet / 2), after(daysToMeet)];
  for (let from = 0; from < matches.length; from += MATCHES_PER_CALL) {
    const owed = matches.slice(from, from + MATCHES_PER_CALL).flatMap(({ id: subjectId, seats }) =>
      seats.flatMap((personId): OwedLetter[] => [
        { kind: 'coffee.match', subjectId, personId, gatheringId },
        { kind: 'coffee.half-time', subjectId, personId, dueAt: halfTime },
        { kind: 'coffee.closing', subjectId, personId, dueAt: closing },
      ]),
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
