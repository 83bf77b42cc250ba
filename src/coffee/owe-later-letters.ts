import { and, asc, eq, gt, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { coffeeMatches, coffeeRounds, coffeeSeats, gatherings, programmes } from '../db/schema/index.ts';
import { oweLetters } from '../letters/owe-letters.ts';

/** Keeps one turn short; the next takes the rest. */
const ROUNDS_MAX = 20;
const TABLES_MAX = 2_500;

/** What follows the match: when, as a share of the days to meet, and up to which table it is owed. */
const LATER = [
  { kind: 'coffee.half-time', share: 0.5, owedTo: 'halfTimeOwedTo' },
  { kind: 'coffee.closing', share: 1, owedTo: 'closingOwedTo' },
] as const;

/**
 * Owes the reminder at half time and the closing question to whoever has still to say what became of a match, once the
 * time has come: so that a draw for a hundred thousand writes neither. Each once; of dates that were called off none.
 */
export async function oweLaterLetters(tx: Tx, now: Date): Promise<void> {
  for (const { kind, share, owedTo } of LATER) {
    const column = coffeeRounds[owedTo];
    const due = await tx
      .select({ gatheringId: coffeeRounds.gatheringId, tables: coffeeRounds.tables, owedTo: column })
      .from(coffeeRounds)
      .innerJoin(gatherings, eq(gatherings.id, coffeeRounds.gatheringId))
      .innerJoin(programmes, eq(programmes.id, coffeeRounds.programmeId))
      .where(
        and(
          isNotNull(coffeeRounds.drawnAt),
          lt(column, coffeeRounds.tables),
          ne(gatherings.status, 'cancelled'),
          sql`greatest(${gatherings.startsAt}, ${coffeeRounds.drawnAt})
            + ${share}::float8 * (${programmes.settings} ->> 'daysToMeet')::float8 * interval '1 day'
            <= ${now.toISOString()}::timestamptz`,
        ),
      )
      .orderBy(asc(coffeeRounds.gatheringId))
      .limit(ROUNDS_MAX)
      .for('update', { of: coffeeRounds, skipLocked: true });
    for (const round of due) {
      const upTo = Math.min(round.tables, round.owedTo + TABLES_MAX);
      const open = await openSeats(tx, { ...round, upTo });
      await oweLetters(
        tx,
        open.map((seat) => ({ kind, ...seat })),
        now,
      );
      await tx
        .update(coffeeRounds)
        .set({ [owedTo]: upTo })
        .where(eq(coffeeRounds.gatheringId, round.gatheringId));
    }
  }
}

/** Who has not said how a match went, at these tables. */
function openSeats(
  tx: Tx,
  { gatheringId, owedTo, upTo }: { gatheringId: string; owedTo: number; upTo: number },
): Promise<{ subjectId: string; personId: string }[]> {
  return tx
    .select({ subjectId: coffeeSeats.matchId, personId: coffeeSeats.personId })
    .from(coffeeMatches)
    .innerJoin(coffeeSeats, eq(coffeeSeats.matchId, coffeeMatches.id))
    .where(
      and(
        eq(coffeeMatches.gatheringId, gatheringId),
        gt(coffeeMatches.tableNumber, owedTo),
        lte(coffeeMatches.tableNumber, upTo),
        or(isNull(coffeeSeats.answer), eq(coffeeSeats.answer, 'not-yet')),
      ),
    );
}
