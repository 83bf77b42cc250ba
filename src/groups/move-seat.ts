import { and, eq, max } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { rounds, seats } from '../db/schema/index.ts';

export type MoveSeat = { gatheringId: string; number: number; personId: string; table: number };
/** Why a seat was not moved. */
export type SeatRefusal = 'no-such-round' | 'not-seated' | 'no-such-table';

/** Moves one person to another table of a round, by the organiser's hand; sizes are the organiser's choice. */
export async function moveSeat(tx: Tx, input: MoveSeat): Promise<'moved' | SeatRefusal> {
  const [round] = await tx
    .select({ id: rounds.id, tables: max(seats.tableNumber) })
    .from(rounds)
    .leftJoin(seats, eq(seats.roundId, rounds.id))
    .where(and(eq(rounds.gatheringId, input.gatheringId), eq(rounds.number, input.number)))
    .groupBy(rounds.id);
  if (!round) return 'no-such-round';
  if (input.table > (round.tables ?? 0)) return 'no-such-table';
  const moved = await tx
    .update(seats)
    .set({ tableNumber: input.table })
    .where(and(eq(seats.roundId, round.id), eq(seats.personId, input.personId)))
    .returning({ personId: seats.personId });
  return moved.length === 1 ? 'moved' : 'not-seated';
}
